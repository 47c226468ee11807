using System.Reflection;
using HaControlPlane.Topology;
using Xunit.Sdk;

namespace HaControlPlane.Tests;

/// <summary>A row of a contract that every transport keeps: over this one.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OverAttribute : DataAttribute
{
    private readonly TransportKind kind;
    private bool onlyInCI;

    public OverAttribute(TransportKind kind) => this.kind = kind;

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
