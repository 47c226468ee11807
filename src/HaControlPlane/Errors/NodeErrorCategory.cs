using System.Management.Automation;
using HaControlPlane.Nodes;

namespace HaControlPlane.Errors;

/// <summary>PowerShell's category of each kind of node error.</summary>
internal static class NodeErrorCategory
{
    /// <summary>The category that scripts can select on.</summary>
    public static ErrorCategory Of(NodeErrorKind kind) => kind switch
    {
        NodeErrorKind.Unreachable => ErrorCategory.ConnectionError,
        NodeErrorKind.HostKeyUnknown or NodeErrorKind.HostKeyChanged => ErrorCategory.SecurityError,
        NodeErrorKind.AuthenticationRefused => ErrorCategory.AuthenticationError,
        NodeErrorKind.BecomeRefused => ErrorCategory.PermissionDenied,
        NodeErrorKind.TimedOut => ErrorCategory.OperationTimeout,
        NodeErrorKind.Protocol => ErrorCategory.ProtocolError,
        NodeErrorKind.Locked or NodeErrorKind.PortInUse => ErrorCategory.ResourceBusy,
        NodeErrorKind.MissingTool or NodeErrorKind.NotInstalled => ErrorCategory.NotInstalled,
        NodeErrorKind.CannotWrite or NodeErrorKind.ReadOnly or NodeErrorKind.IsDirectory => ErrorCategory.WriteError,
        NodeErrorKind.ConfigurationRefused or NodeErrorKind.PreflightRefused => ErrorCategory.InvalidData,
        NodeErrorKind.NoInterface or NodeErrorKind.NoSysctl or NodeErrorKind.NoLogSocketOwner => ErrorCategory.ObjectNotFound,
        NodeErrorKind.OfTopology => ErrorCategory.PermissionDenied,
        NodeErrorKind.SysctlRefused => ErrorCategory.InvalidArgument,
        NodeErrorKind.DaemonFailed or NodeErrorKind.GateFailed => ErrorCategory.InvalidResult,
        NodeErrorKind.TransactionGone => ErrorCategory.OperationStopped,
        _ => ErrorCategory.NotSpecified,
    };
}
