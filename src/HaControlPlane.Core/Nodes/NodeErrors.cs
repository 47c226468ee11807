using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>The catalogue of node errors: every id, its sentence and its remedy on one page.</summary>
internal static class NodeErrors
{
    public static NodeException Create(ControlPlaneNode node, NodeErrorKind kind, string detail, Exception? inner = null)
    {
        var (id, what, fix) = Describe(node, kind, detail.Trim());
        return new NodeException(new NodeError { Id = id, Kind = kind, Node = node, What = what, Fix = fix }, inner);
    }

    private static (string Id, string What, string Fix) Describe(ControlPlaneNode node, NodeErrorKind kind, string detail) => kind switch
    {
        NodeErrorKind.Unreachable => ("HCP201", $"No SSH connection: {detail}.",
            "Check that the node is up, and its ssh host, port and jump host."),
        NodeErrorKind.HostKeyUnknown => ("HCP202", $"The host key is not known{detail}.",
            $"Compare the fingerprint with the node's own (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then add the key: {Scan(node)}"),
        NodeErrorKind.HostKeyChanged => ("HCP203", $"The host key is not the known one{detail}.",
            $"If the node was reinstalled, remove the old key (ssh-keygen -R {Target(node)}{KnownHosts(node, " -f ")}) and accept the new one; if not, somebody is in between."),
        NodeErrorKind.AuthenticationRefused => ("HCP204", $"The SSH server refuses the login: {detail}.",
            $"Check the user{(node.Ssh.User is { } user ? $" ({user})" : "")} and that its authorized_keys holds the key{(node.Ssh.KeyFile is { } key ? $" of {key}" : "")}."),
        NodeErrorKind.BecomeRefused => ("HCP205", $"Root is needed and cannot be had: {detail}.",
            "Log in as root, or set ssh.become to sudo and give the sudo password or a NOPASSWD rule."),
        NodeErrorKind.TimedOut => ("HCP206", $"No answer in time: {detail}.",
            "Check the node's load, disk and network; what was begun there is undone by the node itself."),
        NodeErrorKind.Protocol => ("HCP207", detail,
            "Make the login shell silent for commands (no echo in .bashrc or /etc/profile.d), and check that /bin/sh works."),
        NodeErrorKind.Locked => ("HCP208", $"Another run holds the node: {(detail.Length == 0 ? "unknown holder" : detail)}.",
            "Wait for it; if its holder is gone, run again with the option to take the lock over."),
        NodeErrorKind.MissingTool => ("HCP210", $"The program '{detail}' is not installed.",
            "Install it with the node's package manager."),
        NodeErrorKind.CannotWrite => ("HCP211", $"Cannot write {detail}.",
            "Free disk space or make the file system writable."),
        NodeErrorKind.ReadOnly => ("HCP212", $"The folder {detail} cannot be written.",
            "Mount it writable, or clear its immutable flag (chattr -i)."),
        NodeErrorKind.IsDirectory => ("HCP213", $"{detail} is a folder; a file must go there.",
            "Remove the folder. A container runtime makes one when a pod mounts a file that does not exist yet."),
        NodeErrorKind.NotInstalled => ("HCP214", $"The service '{detail}' is not installed.",
            $"Install the package {detail} (apt install {detail}, dnf install {detail}), or use runAs: static-pod."),
        NodeErrorKind.ConfigurationRefused => ("HCP215", $"The daemon refuses the new configuration: {detail}",
            "Correct what it names; nothing was changed."),
        NodeErrorKind.DaemonFailed => ("HCP216", $"The daemon does not come up with the new configuration: {detail}",
            "The node was put back; correct what the daemon names and run again."),
        NodeErrorKind.PortInUse => ("HCP217", $"Another program listens on port {detail}.",
            "Choose another endpoint.port, or stop that program."),
        NodeErrorKind.NoInterface => ("HCP218", detail,
            "Name the interface in the topology (loadBalancer.interface or the node's interface)."),
        NodeErrorKind.TransactionGone => ("HCP219", $"The transaction is not there any more: {detail}.",
            "Nobody confirmed it in time and the node undid it, or a reboot did. Run again."),
        NodeErrorKind.GateFailed => ("HCP220", $"After the change the endpoint was not well: {detail}",
            "Everything was put back; look at what is named and run again."),
        NodeErrorKind.NoSysctl => ("HCP221", $"The kernel has no setting '{detail}'.",
            "Correct the key under sysctl, or load the module that brings the setting (and name it in /etc/modules-load.d)."),
        NodeErrorKind.SysctlRefused => ("HCP222", $"The kernel refuses a value: {detail}.",
            "The node was put back; write a value that the setting takes, as sysctl -a shows it."),
        NodeErrorKind.OfTopology => ("HCP260", $"{detail} belongs to the topology that is installed on the node.",
            "Change it in the topology file and install that again; or take it out there first."),
        NodeErrorKind.NoLogSocketOwner => ("HCP261", $"The log's socket /dev/log cannot be opened anew: {(detail.Length == 0 ? "nobody listens there" : $"'{detail}' listens there, and is no known service")}.",
            "Leave the restart out, and restart whoever owns the socket by hand."),
        _ => ("HCP299", detail, "Report this."),
    };

    private static string Target(ControlPlaneNode node)
    {
        var host = node.Ssh.HostName ?? node.Address.ToString();
        return node.Ssh.Port is null or 22 ? host : $"[{host}]:{node.Ssh.Port}";
    }

    private static string Scan(ControlPlaneNode node) =>
        $"ssh-keyscan{(node.Ssh.Port is { } port ? $" -p {port}" : "")} {node.Ssh.HostName ?? node.Address.ToString()} >> {node.Ssh.KnownHosts ?? "~/.ssh/known_hosts"}";

    private static string KnownHosts(ControlPlaneNode node, string before) => node.Ssh.KnownHosts is { } file ? before + file : "";
}
