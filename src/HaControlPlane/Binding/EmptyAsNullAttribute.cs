using System.Management.Automation;

namespace HaControlPlane.Binding;

/// <summary>An empty cell of a CSV file means "not said". Without this PowerShell would turn it into the number 0.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmptyAsNullAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is "" ? null : inputData;
}
