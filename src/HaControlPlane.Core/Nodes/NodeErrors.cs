using HaControlPlane.Topology;
using Class = HaControlPlane.Errors.ErrorClass;
using Kind = HaControlPlane.Nodes.NodeErrorKind;

namespace HaControlPlane.Nodes;

/// <summary>The catalogue of node errors: each a line with its id, what sort it is, its sentence and its remedy.</summary>
internal static class NodeErrors
{
    /// <summary>One for each kind but <see cref="NodeErrorKind.PreflightRefused"/> and <see cref="NodeErrorKind.EditRefused"/>, whose errors carry the ids of rules.</summary>
    public static IReadOnlyList<NodeErrorCard> All { get; } =
    [
        new(Kind.Unreachable, "HCP201", Class.ConnectionError, "No SSH connection: {detail}.",
            "Check that the node is up, and its ssh host, port and jump host."),
        new(Kind.HostKeyUnknown, "HCP202", Class.SecurityError, "The host key is not known{detail}.",
            "Compare the fingerprint with the node's own (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then add the key: {scan}"),
        new(Kind.HostKeyChanged, "HCP203", Class.SecurityError, "The host key is not the known one{detail}.",
            "If the node was reinstalled, remove the old key (ssh-keygen -R {host}{knownHosts}) and accept the new one; if not, somebody is in between."),
        new(Kind.AuthenticationRefused, "HCP204", Class.AuthenticationError, "The SSH server refuses the login: {detail}.",
            "Check the user{user} and that its authorized_keys holds the key{key}."),
        new(Kind.BecomeRefused, "HCP205", Class.PermissionDenied, "Root is needed and cannot be had: {detail}.",
            "Log in as root, or set ssh.become to sudo and give the sudo password or a NOPASSWD rule."),
        new(Kind.TimedOut, "HCP206", Class.OperationTimeout, "No answer in time: {detail}.",
            "Check the node's load, disk and network; what was begun there is undone by the node itself."),
        new(Kind.Unanswered, "HCP285", Class.OperationTimeout, "A program on the node did not answer within its limit and was ended: {detail}.",
            "Run it there by hand and see what it waits for (a name server, a lock, a file system that is away); nothing was changed."),
        new(Kind.Protocol, "HCP207", Class.ProtocolError, "The node's answer cannot be used: {detail}",
            "Make the login shell silent for commands (no echo in .bashrc or /etc/profile.d), and check that /bin/sh works."),
        new(Kind.Locked, "HCP208", Class.ResourceBusy, "Another run holds the node: {detail}.",
            "Wait for it; if its holder is gone, run again with the option to take the lock over.", "unknown holder"),
        new(Kind.PasswordRefused, "HCP209", Class.AuthenticationError, "The login with a password failed: {detail}.",
            "Check user and password: it was tried once, so that no account is locked. Where no password is asked for, log in with a key, or let the node's sshd_config say PasswordAuthentication yes."),
        new(Kind.ShellEnded, "HCP266", Class.ProtocolError, "The login shell ended before it ran our command, {detail}.",
            "ssh {target} 'echo ok' </dev/null must answer ok: look for exit or exec in the login's .bashrc, .profile and the like, and check that its shell is one (getent passwd)."),
        new(Kind.LoginRunsNothing, "HCP267", Class.PermissionDenied, "The login may not run commands: {detail}.",
            "Give it a full shell (usermod -s /bin/sh USER, no ForceCommand in sshd_config), or log in as another user; ssh {target} 'echo ok' </dev/null must answer ok."),
        new(Kind.OtherCommand, "HCP268", Class.ProtocolError, "The login ran something else in place of our command, which answered {detail}.",
            "Log in with a key that has no command= in authorized_keys and as a user without ForceCommand in sshd_config; or take exit and exec from the login's .bashrc. ssh {target} 'echo ok' </dev/null must answer ok and nothing else."),
        new(Kind.ScriptKilled, "HCP269", Class.OperationStopped, "A signal ended our script on the node {detail}.",
            "Look for a time limit of sudo (command_timeout in sudoers, TIMEOUT= in a rule) and for the kernel's memory killer (dmesg); what was begun there is undone by the node itself."),
        new(Kind.TransportMissing, "HCP410", Class.NotInstalled, "The transport SshNet is not installed: {detail}.",
            "Install the module or the console again, whole; or leave out ssh.transport and the option, then an OpenSSH client is used where there is one."),
        new(Kind.HostKeyRevoked, "HCP411", Class.SecurityError, "The host key is revoked{detail}.",
            "Known hosts call it @revoked: whoever has it may not be the node. Give the node a new host key, and add that one ({scan})."),
        new(Kind.HostKeyCertified, "HCP412", Class.SecurityError, "Known hosts name no key of the host but a @cert-authority, and SshNet checks no certificates{detail}.",
            "Use OpenSSH for the node, or compare the key with the node's own and add it: {scan}"),
        new(Kind.ConfigurationNotRead, "HCP413", Class.InvalidArgument, "The SSH configuration asks for what SshNet does not do: {detail}.",
            "Use OpenSSH for the node, or give ssh.configFile one without it. A ProxyCommand that leads through another host can be ssh.jump."),
        new(Kind.ClientMissing, "HCP414", Class.NotInstalled, "The OpenSSH client is missing on this machine: {detail}.",
            "Install it (apt install openssh-client, dnf install openssh-clients), or leave out ssh.transport and the option: then SSH.NET is used, which needs none."),
        new(Kind.ClientEnded, "HCP415", Class.OperationStopped, "The SSH client on this machine that holds the login ended: {detail}.",
            "Run again; what was begun on the node is undone by the node itself. If it happens again, look for what ends processes here or on the node, or use the transport sshnet."),
        new(Kind.LoginTimedOut, "HCP416", Class.OperationTimeout, "The login was not done in time: {detail}.",
            "Check what the node's sshd waits for (UseDNS, PAM, a directory, its load), and its jump host; ssh -v {target} shows how far it gets."),
        new(Kind.SessionRefused, "HCP417", Class.ResourceBusy, "The SSH server gives a login no further session{detail}.",
            "Set MaxSessions in the node's sshd_config to 10, which is its default, and reload sshd."),
        new(Kind.MissingTool, "HCP210", Class.NotInstalled, "The program '{detail}' is not installed.",
            "Install it with the node's package manager."),
        new(Kind.CannotWrite, "HCP211", Class.WriteError, "Cannot write {detail}.", SystemWords.Otherwise) { Remedies = SystemWords.Remedies },
        new(Kind.ReadOnly, "HCP212", Class.WriteError, "This cannot be written: {detail}.", SystemWords.Otherwise) { Remedies = SystemWords.Remedies },
        new(Kind.PlaceTaken, "HCP264", Class.WriteError, "The file cannot be put in its place: {detail}.", SystemWords.Otherwise)
        {
            Remedies =
            [
                new("is a mount point", "Unmount it (umount PATH; findmnt shows it, /etc/fstab or a unit may bring it back) and let a plain file take its place; what was mounted stays where it is."),
                new("no folder is there", "Make the folder that the link leads to, or take the link away."),
                new("is a link to", "A link is somebody's arrangement and is not replaced. Put a plain file in its place (cp --remove-destination TARGET PATH), or move the link away; what it leads to stays."),
            ],
        },
        new(Kind.UnsafeFolder, "HCP265", Class.SecurityError, "keepalived's script security would not run the check script: {detail}.",
            "Give the folder back to root (chown root:root, chmod go-w), and look who wrote there."),
        new(Kind.IsDirectory, "HCP213", Class.WriteError, "{detail} is a folder; a file must go there.",
            "Remove the folder. A container runtime makes one when a pod mounts a file that does not exist yet."),
        new(Kind.NotInstalled, "HCP214", Class.NotInstalled, "The service '{detail}' is not installed.",
            "Install the package {detail} (apt install {detail}, dnf install {detail}), or use runAs: static-pod."),
        new(Kind.ConfigurationRefused, "HCP215", Class.InvalidData, "The daemon refuses the new configuration: {detail}",
            "Correct what it names; nothing was changed."),
        new(Kind.DaemonFailed, "HCP216", Class.InvalidResult, "The daemon does not come up with the new configuration: {detail}",
            "The node was put back; correct what the daemon names and run again."),
        new(Kind.PortInUse, "HCP217", Class.ResourceBusy, "Another program listens on port {detail}.",
            "Choose another endpoint.port, or stop that program."),
        new(Kind.NoInterface, "HCP218", Class.ObjectNotFound, "No interface for the virtual IP: {detail}",
            "Name the interface in the topology (loadBalancer.interface or the node's interface)."),
        new(Kind.TransactionGone, "HCP219", Class.OperationStopped, "The transaction is not there any more: {detail}.",
            "Nobody confirmed it in time and the node undid it, or a reboot did. Run again."),
        new(Kind.Mixed, "HCP262", Class.InvalidResult, "The nodes are MIXED: {detail}.",
            "Apply the topology that you want, the new one or the one before: either brings every node to one side. hacp status says whether the endpoint answers meanwhile."),
        new(Kind.Overwritten, "HCP263", Class.ResourceBusy, "Another program changed {detail} during the run.",
            "Find what writes the file (configuration management, a synchronisation job, an editor), stop it for the run, and run again."),
        new(Kind.GateFailed, "HCP220", Class.InvalidResult, "After the change the endpoint was not well: {detail}",
            "Everything was put back; look at what is named and run again."),
        new(Kind.NoSysctl, "HCP221", Class.ObjectNotFound, "The kernel has no setting '{detail}'.",
            "Correct the key under sysctl, or load the module that brings the setting (and name it in /etc/modules-load.d)."),
        new(Kind.SysctlRefused, "HCP222", Class.InvalidArgument, "The kernel refuses a value: {detail}.",
            "The node was put back; write a value that the setting takes, as sysctl -a shows it."),
        new(Kind.RouteUnsafe, "HCP224", Class.InvalidArgument, "A route would cut this login off: {detail}.",
            "Choose a destination without that address, log in from another one, or give the way back a more specific route first; nothing was changed."),
        new(Kind.RouteNotKept, "HCP225", Class.ObjectNotFound, "A route would not outlive a boot: {detail}.",
            "Nothing was changed; set the interface up through one of the ways it names, as described in docs/topology.md."),
        new(Kind.RouteRefused, "HCP226", Class.InvalidArgument, "The kernel does not take a route: {detail}.",
            "The node was put back; check that the gateway is on the interface's network (ip route get GATEWAY) and that the interface is up."),
        new(Kind.DrillRefused, "HCP223", Class.InvalidOperation, "The drill is refused: {detail}",
            "A drill takes one more thing away than is away already. Make the endpoint healthy first; hacp status says what it lacks."),
        new(Kind.DrillUnfit, "HCP253", Class.ObjectNotFound, "This fault cannot be made on the node: {detail}.",
            "Choose another fault, or the node where it can be."),
        new(Kind.DrillRunning, "HCP254", Class.ResourceBusy, "Another drill is at work on the node: {detail}.",
            "Wait for it; the node ends it by itself."),
        new(Kind.ChangeAtWork, "HCP420", Class.ResourceBusy, "A change of the node is under way: {detail}.",
            "Begin the drill when it is done; if nobody is at it any more, hacp repair (Repair-ControlPlaneLoadBalancer) finishes or undoes it."),
        new(Kind.DrillNotTakenBack, "HCP255", Class.InvalidResult, "After the drill the node is not as it was: {detail}",
            "Look at what is named, start it there again, and ask hacp status."),
        new(Kind.OfTopology, "HCP260", Class.PermissionDenied, "{detail} belongs to the topology that is installed on the node.",
            "Change it in the topology file and install that again; or take it out there first."),
        new(Kind.NoLogSocketOwner, "HCP261", Class.ObjectNotFound, "The log's socket /dev/log cannot be opened anew: no known service listens there, but {detail}.",
            "Leave the restart out, and restart whoever owns the socket by hand.", "nobody"),
        new(Kind.ManifestChanged, "HCP227", Class.ResourceBusy, "Somebody changed {detail} since it was read.",
            "Nothing of theirs was replaced. Run again: it is read anew."),
        new(Kind.NoManifest, "HCP228", Class.ObjectNotFound, "The manifest cannot be edited: {detail}.",
            "Name a static pod of this node. What a link leads to is edited by hand."),
        new(Kind.ComponentFailed, "HCP229", Class.InvalidResult, "The component does not come back: {detail}",
            "The manifest was put back; correct the argument that the component complains of. Its log is below /var/log/pods."),
    ];

    /// <summary>The error of a kind as it befell a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="detail">What the case adds.</param>
    /// <param name="inner">The cause.</param>
    /// <param name="fix">What to do in this case; null for what the catalogue says.</param>
    public static NodeException Create(ControlPlaneNode node, NodeErrorKind kind, string detail, Exception? inner = null, string? fix = null)
    {
        var card = All.FirstOrDefault(c => c.Kind == kind) ?? throw new ArgumentException($"{nameof(NodeErrors)} has no line for {kind}.", nameof(kind));
        var error = card.Of(node, detail.Trim());
        return new NodeException(fix is null ? error : error with { Fix = fix }, inner);
    }
}
