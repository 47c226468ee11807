using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Net.NetworkInformation;
using HaControlPlane.Topology;

namespace HaControlPlane.Completers;

/// <summary>
/// Interfaces: those that nodes on the same command line name, and this machine's, since machines of one kind name theirs
/// alike. Contacts nobody.
/// </summary>
internal sealed class InterfaceCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Quietly(() =>
        {
            var said = (LanguagePrimitives.ConvertTo<object[]>(fakeBoundParameters["Node"]) ?? [])
                .Select(n => (n is PSObject wrapped ? wrapped.BaseObject : n) as ControlPlaneNode)
                .Select(n => n?.Interface).OfType<string>();
            var here = NetworkInterface.GetAllNetworkInterfaces()
                .Where(i => i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .Select(i => i.Name);
            return Suggestions.Of([.. said, .. here], wordToComplete, name => $"network interface {name}");
        });
}
