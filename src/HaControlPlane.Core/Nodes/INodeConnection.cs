using HaControlPlane.Scripts;

namespace HaControlPlane.Nodes;

/// <summary>An open connection to one node.</summary>
public interface INodeConnection
{
    /// <summary>Runs a script as root and returns its records. Cancelling ends the script's SSH session at once.</summary>
    /// <exception cref="NodeException">The node could not be reached, or the script reported an error.</exception>
    Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken);
}
