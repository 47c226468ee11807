using HaControlPlane.Rendering;

namespace HaControlPlane.Plans;

/// <summary>One step of a node's plan.</summary>
public abstract record NodeStep;

/// <summary>A program that must be on the node before anything is changed.</summary>
/// <param name="Program">Its name on PATH.</param>
public sealed record RequireProgram(string Program) : NodeStep;

/// <summary>A network interface that must be on the node before anything is changed.</summary>
/// <param name="Name">Its name.</param>
public sealed record RequireInterface(string Name) : NodeStep;

/// <summary>A file that must have this text, owner and permissions.</summary>
/// <param name="File">The file.</param>
public sealed record PutFile(NodeFile File) : NodeStep;

/// <summary>A file that must not be there.</summary>
/// <param name="Path">Its absolute path.</param>
public sealed record RemoveFile(string Path) : NodeStep;

/// <summary>A file that was installed by itself goes back to what was there before us; one that is not ours stays.</summary>
/// <param name="Path">Its absolute path.</param>
public sealed record GiveBackFile(string Path) : NodeStep;

/// <summary>The new haproxy configuration must please the node's own haproxy, where it has one.</summary>
/// <param name="Path">The configuration's path.</param>
public sealed record CheckHaproxy(string Path) : NodeStep;

/// <summary>The new keepalived configuration must please the node's own keepalived, where it has one.</summary>
/// <param name="Path">The configuration's path.</param>
/// <param name="ScriptPath">The path of the check script it names.</param>
public sealed record CheckKeepalived(string Path, string ScriptPath) : NodeStep;

/// <summary>A kernel setting whose live value must be this one. The file that keeps it over a boot is a step of its own.</summary>
/// <param name="Key">Its key, as sysctl(8) takes it.</param>
/// <param name="Value">Its value; blanks between several.</param>
public sealed record SetSysctl(string Key, string Value) : NodeStep;

/// <summary>A kernel setting that was set by itself goes back to what it was before us; one that is not ours stays.</summary>
/// <param name="Key">Its key, as sysctl(8) takes it.</param>
public sealed record GiveBackSysctl(string Key) : NodeStep;

/// <summary>
/// Whoever owns the log's socket opens it anew when a kernel setting of this plan has changed: the kernel reads
/// <c>net.unix.max_dgram_qlen</c> when a socket is bound.
/// </summary>
public sealed record RestartLogSocket : NodeStep;
/// <summary>A static route that must be in force, and come back with its interface.</summary>
/// <param name="Destination">The range it leads to, such as <c>10.96.0.0/12</c>, without host bits.</param>
/// <param name="Gateway">The router.</param>
/// <param name="Device">The interface to leave by.</param>
public sealed record SetRoute(string Destination, string Gateway, string Device) : NodeStep;

/// <summary>A route that we set by itself goes, and what was there before it comes back. A topology's route stays.</summary>
/// <param name="Destination">The range it leads to.</param>
public sealed record ForgetRoute(string Destination) : NodeStep;

/// <summary>A service of the operating system that must run, enabled, with the current text of its files.</summary>
/// <param name="Service">Its name, which is also its process's name.</param>
/// <param name="ReloadOn">Files whose change it takes up by a reload.</param>
/// <param name="RestartOn">Files whose change needs a restart.</param>
/// <param name="Port">The TCP port it must listen on; null for none.</param>
public sealed record RunService(string Service, IReadOnlyList<string> ReloadOn, IReadOnlyList<string> RestartOn, int? Port) : NodeStep;

/// <summary>A static pod whose process must come up with the current text of its files.</summary>
/// <param name="Process">The process's name.</param>
/// <param name="Manifest">The manifest's path. When it changed the kubelet makes the pod anew by itself.</param>
/// <param name="Configuration">Files the pod mounts. When only they changed, the pod is made anew for them.</param>
/// <param name="Port">The TCP port it must listen on; null for none.</param>
public sealed record RunStaticPod(string Process, string Manifest, IReadOnlyList<string> Configuration, int? Port) : NodeStep
{
    /// <summary>Nobody waits for it: what it needs comes later, with the kubelet, as with kubeadm init.</summary>
    public bool Later { get; init; }
}

/// <summary>A file that is somebody's, in which some text is edited. It is replaced only while it still is what was read.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Before">The text that was read.</param>
/// <param name="After">The text it gets. Owner and permissions stay.</param>
public sealed record EditFile(string Path, string Before, string After) : NodeStep;

/// <summary>A static pod's component that must be well again after its manifest was edited.</summary>
/// <param name="Process">Its process's name, as the kernel cuts it.</param>
/// <param name="Container">Its container.</param>
/// <param name="Manifest">The path of its manifest.</param>
/// <param name="Url">Where it answers; null when only its process can be seen.</param>
public sealed record AwaitComponent(string Process, string Container, string Manifest, string? Url) : NodeStep;
