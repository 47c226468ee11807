namespace HaControlPlane.Nodes;

/// <summary>What went wrong on the way to a node or on it.</summary>
public enum NodeErrorKind
{
    /// <summary>No connection: refused, no route, no such name, no answer.</summary>
    Unreachable,

    /// <summary>The host key is in no known hosts file.</summary>
    HostKeyUnknown,

    /// <summary>The host key differs from the known one.</summary>
    HostKeyChanged,

    /// <summary>The host key is one that known hosts call revoked.</summary>
    HostKeyRevoked,

    /// <summary>Known hosts name only who signs the host's certificates, and the transport checks none.</summary>
    HostKeyCertified,

    /// <summary>The SSH server refuses the user or every key.</summary>
    AuthenticationRefused,

    /// <summary>The transport that was chosen is not installed.</summary>
    TransportMissing,

    /// <summary>There is no OpenSSH client on this machine, and no other transport may be used.</summary>
    ClientMissing,

    /// <summary>A process of this machine that holds the login ended, and not because of the network.</summary>
    ClientEnded,

    /// <summary>Connecting and logging in took too long.</summary>
    LoginTimedOut,

    /// <summary>The SSH server allows a login no further session.</summary>
    SessionRefused,

    /// <summary>The login's shell ended without running the command.</summary>
    ShellEnded,

    /// <summary>The login's shell is none, or a restricted one.</summary>
    LoginRunsNothing,

    /// <summary>The login ran another command in place of ours.</summary>
    OtherCommand,

    /// <summary>A signal ended the script on the node.</summary>
    ScriptKilled,

    /// <summary>The SSH client's configuration asks for what the transport does not do.</summary>
    ConfigurationNotRead,

    /// <summary>The login with a password is refused, or cannot be tried.</summary>
    PasswordRefused,

    /// <summary>The user is not root and cannot become it.</summary>
    BecomeRefused,

    /// <summary>The node did not answer in time.</summary>
    TimedOut,

    /// <summary>A program that the node's script asked did not answer within its own limit.</summary>
    Unanswered,

    /// <summary>The connection broke, or the node wrote what our scripts do not write.</summary>
    Protocol,

    /// <summary>Another admin's transaction holds the node.</summary>
    Locked,

    /// <summary>A program that must be there is not.</summary>
    MissingTool,

    /// <summary>Nothing can be written where our state is kept: the disk is full or read-only.</summary>
    CannotWrite,

    /// <summary>The file's folder cannot be written: read-only or immutable.</summary>
    ReadOnly,

    /// <summary>A mount or a link stands where a file must go.</summary>
    PlaceTaken,

    /// <summary>Somebody but root can put another script in the place of keepalived's.</summary>
    UnsafeFolder,

    /// <summary>A folder stands where a file must go.</summary>
    IsDirectory,

    /// <summary>The daemon's service is not installed.</summary>
    NotInstalled,

    /// <summary>haproxy or keepalived refuses the configuration.</summary>
    ConfigurationRefused,

    /// <summary>A service or pod does not come up with the new configuration.</summary>
    DaemonFailed,

    /// <summary>Another program listens on the balancer's port.</summary>
    PortInUse,

    /// <summary>No interface of the node has a subnet that holds the virtual IP, or the named one is missing.</summary>
    NoInterface,

    /// <summary>The kernel has no setting of that name.</summary>
    NoSysctl,

    /// <summary>The kernel does not take the value of a setting.</summary>
    SysctlRefused,

    /// <summary>What was to be changed by itself belongs to a topology on the node.</summary>
    OfTopology,

    /// <summary>Nobody is known who could open the log's socket anew.</summary>
    NoLogSocketOwner,
    /// <summary>A route would lead the node's answers to this very login another way.</summary>
    RouteUnsafe,

    /// <summary>Nothing on the node would bring a route back at its next boot.</summary>
    RouteNotKept,

    /// <summary>The kernel does not take a route.</summary>
    RouteRefused,

    /// <summary>The transaction is not there any more: undone by the node's own watch, or confirmed.</summary>
    TransactionGone,

    /// <summary>Another program changed a file between the commit and the end of the run.</summary>
    Overwritten,

    /// <summary>Some nodes have the change and others do not.</summary>
    Mixed,

    /// <summary>After the commit the endpoint was not well.</summary>
    GateFailed,

    /// <summary>A rule about live nodes forbids the rollout.</summary>
    PreflightRefused,

    /// <summary>A manifest is not what it was when it was read.</summary>
    ManifestChanged,

    /// <summary>There is no such manifest, or it is not a plain file.</summary>
    NoManifest,

    /// <summary>A static pod's component is not well after its manifest was edited.</summary>
    ComponentFailed,

    /// <summary>A manifest cannot be edited as asked.</summary>
    EditRefused,

    /// <summary>A drill is not begun where the endpoint is not healthy, or is none of ours.</summary>
    DrillRefused,

    /// <summary>What a drill would break is not there.</summary>
    DrillUnfit,

    /// <summary>Another drill is at work on the node.</summary>
    DrillRunning,

    /// <summary>A drill is not begun while a change of nodes is under way.</summary>
    ChangeAtWork,

    /// <summary>After a drill the node is not as it was before.</summary>
    DrillNotTakenBack,
}
