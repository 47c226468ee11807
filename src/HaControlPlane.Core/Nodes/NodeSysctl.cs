using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>A kernel setting of a node: its value now, and what the node's files make of it at boot.</summary>
public sealed record NodeSysctl
{
    /// <summary>The node.</summary>
    public required ControlPlaneNode Node { get; init; }

    /// <summary>The key, with dots.</summary>
    public required string Key { get; init; }

    /// <summary>The live value, blanks between several; null when the kernel has no such setting, or not yet: its module may be missing.</summary>
    public required string? Value { get; init; }

    /// <summary>Every line of the node's files that sets the key, in the order in which they are read; the winner of the boot is marked.</summary>
    public required IReadOnlyList<SysctlSetter> SetBy { get; init; }

    /// <summary>Whose it is: a topology's, set by itself, or not ours.</summary>
    public required SysctlOwner Owner { get; init; }

    /// <summary>The topology that is installed on the node, where the setting is its.</summary>
    public string? Topology { get; init; }

    /// <summary>The line that wins at boot; null when no file sets the key.</summary>
    public SysctlSetter? BootWinner => SetBy.FirstOrDefault(s => s.Wins);

    /// <summary>The value after the next boot; null when no file says so.</summary>
    public string? BootValue => BootWinner?.Value;

    /// <summary>Whether a file keeps the live value over a boot: false also when no file names the key.</summary>
    public bool IsPersistent => Value is not null && BootValue is { } boot && SysctlFiles.Words(boot) == Value;
}
