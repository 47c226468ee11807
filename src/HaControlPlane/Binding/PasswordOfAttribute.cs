using System.Management.Automation;

namespace HaControlPlane.Binding;

/// <summary>Takes a credential where a password is asked for, as Get-Credential gives one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PasswordOfAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is PSCredential credential ? credential.Password : inputData;
}
