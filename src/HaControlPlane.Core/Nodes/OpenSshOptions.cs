using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>How the OpenSSH client is used.</summary>
public sealed record OpenSshOptions
{
    /// <summary>The client program. Default <c>ssh</c>, found on PATH.</summary>
    public string Program { get; init; } = "ssh";

    /// <summary>The password sudo asks for. Null: sudo must not need one. It travels on standard input only.</summary>
    public Secret? BecomePassword { get; init; }
}
