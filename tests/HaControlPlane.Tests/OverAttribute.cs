using System.Reflection;
using HaControlPlane.Topology;
using Xunit.Sdk;

namespace HaControlPlane.Tests;

/// <summary>A row of a contract that every transport keeps: over this one. Where it was not built in, the row is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OverAttribute : DataAttribute
{
    private readonly TransportKind kind;
    private bool onlyInCI;

    public OverAttribute(TransportKind kind)
    {
        this.kind = kind;
        Skip = kind == TransportKind.OpenSsh || IsBuilt ? null : "NO SSH.NET: the transport SshNet was not built in; set SshNet=true where the package feed has SSH.NET.";
    }

    public static bool IsBuilt { get; } = File.Exists(Path.Combine(AppContext.BaseDirectory, "HaControlPlane.SshNet.dll"));

    /// <summary>It takes long: a developer's run goes without it.</summary>
    public bool OnlyInCI
    {
        get => onlyInCI;
        set
        {
            onlyInCI = value;
            Skip ??= value ? Lab.LabMachine.WhyNotNow : null;
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[kind]];
}
