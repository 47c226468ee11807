using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using HaControlPlane.Topology;

namespace HaControlPlane.Binding;

/// <summary>
/// Takes a node as a <see cref="ControlPlaneNode"/>, as the text <c>user@host:port</c>, or as a hashtable of the parameters of
/// New-ControlPlaneNode.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NodeAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => Read(engineIntrinsics, inputData);

    private static object? Read(EngineIntrinsics engine, object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => Parse(text),
        IDictionary described => Made(engine, described),
        IEnumerable list and not string => list.Cast<object?>().Select(v => Read(engine, v)).ToArray(),
        // Perhaps another parameter set's; PowerShell tells.
        var other => other,
    };

    private static ControlPlaneNode Parse(string text)
    {
        try
        {
            return NodeText.Parse(text, Resolve);
        }
        catch (FormatException problem)
        {
            throw new ArgumentTransformationMetadataException(problem.Message, problem);
        }
    }

    private static IPAddress[] Resolve(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    /// <summary>The cmdlet itself makes it, so that names, aliases and complaints are the same.</summary>
    private static object Made(EngineIntrinsics engine, IDictionary described)
    {
        try
        {
            var made = engine.InvokeCommand.InvokeScript("param($p) HaControlPlane\\New-ControlPlaneNode @p -ErrorAction Stop", described);
            return made.Count == 1 ? made[0].BaseObject : made.Select(m => m.BaseObject).ToArray();
        }
        catch (RuntimeException problem)
        {
            throw new ArgumentTransformationMetadataException(problem.Message, problem);
        }
    }
}
