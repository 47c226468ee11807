using System.Diagnostics;

namespace HaControlPlane.Topology;

/// <summary>A value that must never reach a log, an error, a diff or a command line. Printing it prints stars.</summary>
[DebuggerDisplay("***")]
public sealed class Secret : IEquatable<Secret>
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mask = "********";

    private readonly string value;

    /// <summary>Wraps a secret.</summary>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        this.value = value;
    }

    /// <summary>The secret itself, for the one place that must write it.</summary>
    public string Reveal() => value;

    /// <summary>The given text with every occurrence of this secret masked.</summary>
    public string MaskIn(string text) => value.Length == 0 ? text : text.Replace(value, Mask, StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && other.value == value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Stars.</summary>
    public override string ToString() => Mask;
}
