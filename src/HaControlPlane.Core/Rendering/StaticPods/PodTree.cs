using HaControlPlane.Topology.Writing;

namespace HaControlPlane.Rendering;

/// <summary>A pod as the tree of its manifest: keys as Kubernetes has them, in the order of its documents; what is null is not written.</summary>
internal static class PodTree
{
    public static Branch Of(PodManifest pod) => new Branch
    {
        { "apiVersion", pod.ApiVersion },
        { "kind", pod.Kind },
        { "metadata", new Branch { { "name", pod.Metadata.Name }, { "namespace", pod.Metadata.Namespace }, { "annotations", pod.Metadata.Annotations }, { "labels", pod.Metadata.Labels } } },
        { "spec", Of(pod.Spec) },
    };

    private static Branch Of(PodSpec spec) => new Branch
    {
        { "containers", spec.Containers.Select(Of) },
        { "hostAliases", spec.HostAliases?.Select(a => new Branch { { "ip", a.Ip }, { "hostnames", a.Hostnames } }) },
        { "hostNetwork", spec.HostNetwork },
        { "priorityClassName", spec.PriorityClassName },
        { "terminationGracePeriodSeconds", spec.TerminationGracePeriodSeconds },
        { "volumes", spec.Volumes.Select(v => new Branch { { "name", v.Name }, { "hostPath", new Branch { { "path", v.HostPath.Path }, { "type", v.HostPath.Type } } } }) },
    };

    private static Branch Of(PodContainer container) => new Branch
    {
        { "name", container.Name },
        { "image", container.Image },
        { "imagePullPolicy", container.ImagePullPolicy },
        { "command", container.Command },
        { "args", container.Args },
        { "env", container.Env?.Select(Of) },
        { "livenessProbe", container.LivenessProbe is { } probe ? Of(probe) : null },
        { "resources", container.Resources is { } resources ? new Branch { { "requests", resources.Requests } } : null },
        { "securityContext", container.SecurityContext is { } context ? Of(context) : null },
        { "volumeMounts", container.VolumeMounts.Select(m => new Branch { { "mountPath", m.MountPath }, { "name", m.Name }, { "readOnly", m.ReadOnly } }) },
    };

    private static Branch Of(PodVariable variable) => new Branch
    {
        { "name", variable.Name },
        { "value", variable.Value },
        { "valueFrom", variable.ValueFrom is { } source ? new Branch { { "fieldRef", new Branch { { "fieldPath", source.FieldRef.FieldPath } } } } : null },
    };

    private static Branch Of(PodProbe probe) => new Branch
    {
        { "httpGet", new Branch { { "host", probe.HttpGet.Host }, { "path", probe.HttpGet.Path }, { "port", probe.HttpGet.Port }, { "scheme", probe.HttpGet.Scheme } } },
        { "periodSeconds", probe.PeriodSeconds },
        { "timeoutSeconds", probe.TimeoutSeconds },
        { "failureThreshold", probe.FailureThreshold },
    };

    private static Branch Of(PodSecurityContext context) => new Branch
    {
        { "allowPrivilegeEscalation", context.AllowPrivilegeEscalation },
        { "capabilities", context.Capabilities is { } capabilities ? new Branch { { "add", capabilities.Add }, { "drop", capabilities.Drop } } : null },
        { "privileged", context.Privileged },
        { "readOnlyRootFilesystem", context.ReadOnlyRootFilesystem },
        { "runAsUser", context.RunAsUser },
    };
}
