using static HaControlPlane.Topology.Writing.YamlOutput;

namespace HaControlPlane.Rendering;

/// <summary>A pod as the tree of its manifest: keys as Kubernetes has them, in the order of its documents; what is null is not written.</summary>
internal static class PodTree
{
    public static object Of(PodManifest pod) => Map(
        ("apiVersion", pod.ApiVersion),
        ("kind", pod.Kind),
        ("metadata", Map(("name", pod.Metadata.Name), ("namespace", pod.Metadata.Namespace), ("annotations", pod.Metadata.Annotations), ("labels", pod.Metadata.Labels))),
        ("spec", Of(pod.Spec)));

    private static object Of(PodSpec spec) => Map(
        ("containers", spec.Containers.Select(Of)),
        ("hostAliases", spec.HostAliases?.Select(a => Map(("ip", a.Ip), ("hostnames", a.Hostnames)))),
        ("hostNetwork", spec.HostNetwork),
        ("priorityClassName", spec.PriorityClassName),
        ("terminationGracePeriodSeconds", spec.TerminationGracePeriodSeconds),
        ("volumes", spec.Volumes.Select(v => Map(("name", v.Name), ("hostPath", Map(("path", v.HostPath.Path), ("type", v.HostPath.Type)))))));

    private static object Of(PodContainer container) => Map(
        ("name", container.Name),
        ("image", container.Image),
        ("imagePullPolicy", container.ImagePullPolicy),
        ("command", container.Command),
        ("args", container.Args),
        ("env", container.Env?.Select(Of)),
        ("livenessProbe", container.LivenessProbe is { } probe ? Of(probe) : null),
        ("resources", container.Resources is { } resources ? Map(("requests", resources.Requests)) : null),
        ("securityContext", container.SecurityContext is { } context ? Of(context) : null),
        ("volumeMounts", container.VolumeMounts.Select(m => Map(("mountPath", m.MountPath), ("name", m.Name), ("readOnly", m.ReadOnly)))));

    private static object Of(PodVariable variable) => Map(
        ("name", variable.Name),
        ("value", variable.Value),
        ("valueFrom", variable.ValueFrom is { } source ? Map(("fieldRef", Map(("fieldPath", source.FieldRef.FieldPath)))) : null));

    private static object Of(PodProbe probe) => Map(
        ("httpGet", Map(("host", probe.HttpGet.Host), ("path", probe.HttpGet.Path), ("port", probe.HttpGet.Port), ("scheme", probe.HttpGet.Scheme))),
        ("periodSeconds", probe.PeriodSeconds),
        ("timeoutSeconds", probe.TimeoutSeconds),
        ("failureThreshold", probe.FailureThreshold));

    private static object Of(PodSecurityContext context) => Map(
        ("allowPrivilegeEscalation", context.AllowPrivilegeEscalation),
        ("capabilities", context.Capabilities is { } capabilities ? Map(("add", capabilities.Add), ("drop", capabilities.Drop)) : null),
        ("privileged", context.Privileged),
        ("readOnlyRootFilesystem", context.ReadOnlyRootFilesystem),
        ("runAsUser", context.RunAsUser));
}
