namespace HaControlPlane.Manifests;

/// <summary>What is to become of one <c>--flag</c> of a container.</summary>
/// <param name="Flag">The flag's name without its dashes, such as <c>service-cluster-ip-range</c>.</param>
/// <param name="Value">The value it gets, whether it was there or not; null takes the flag away.</param>
public sealed record ArgumentChange(string Flag, string? Value)
{
    /// <summary>The argument as a command line holds it.</summary>
    public override string ToString() => Value is null ? $"no --{Flag}" : $"--{Flag}={Value}";
}
