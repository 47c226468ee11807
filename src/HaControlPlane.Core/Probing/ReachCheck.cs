namespace HaControlPlane.Probing;

/// <summary>One connection that an endpoint outside the nodes lives on, tried from one place.</summary>
/// <param name="From">The node it was tried from; "here" for this machine.</param>
/// <param name="What">name, balancer or apiserver.</param>
/// <param name="Target">The name, or the host and port.</param>
/// <param name="Ok">It resolved, or opened; null when there was no means to try.</param>
/// <param name="Detail">The address, the HTTP status of /readyz, or what went wrong.</param>
public sealed record ReachCheck(string From, string What, string Target, bool? Ok, string Detail);
