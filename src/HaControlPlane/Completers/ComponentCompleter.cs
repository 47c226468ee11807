using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HaControlPlane.Completers;

/// <summary>The components that kubeadm runs as static pods.</summary>
internal sealed class ComponentCompleter : IArgumentCompleter
{
    private static readonly string[] Components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Quietly(() => Suggestions.Of(Components, wordToComplete, name => $"static pod {name}"));
}
