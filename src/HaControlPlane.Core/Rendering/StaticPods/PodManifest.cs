namespace HaControlPlane.Rendering;

/// <summary>A static pod with one container on the host's network: as much of Kubernetes' Pod as our manifests use.</summary>
internal sealed record PodManifest
{
    public string ApiVersion { get; } = "v1";

    public string Kind { get; } = "Pod";

    public required PodMetadata Metadata { get; init; }

    public required PodSpec Spec { get; init; }
}

internal sealed record PodMetadata
{
    public required string Name { get; init; }

    public string Namespace { get; } = "kube-system";

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

internal sealed record PodSpec
{
    public required IReadOnlyList<PodContainer> Containers { get; init; }

    public IReadOnlyList<PodHostAlias>? HostAliases { get; init; }

    public bool HostNetwork { get; } = true;

    public string? PriorityClassName { get; init; }

    public int? TerminationGracePeriodSeconds { get; init; }

    public required IReadOnlyList<PodVolume> Volumes { get; init; }
}

internal sealed record PodContainer
{
    public required string Name { get; init; }

    public required string Image { get; init; }

    public string? ImagePullPolicy { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyList<PodVariable>? Env { get; init; }

    public PodProbe? LivenessProbe { get; init; }

    public PodResources? Resources { get; init; }

    public PodSecurityContext? SecurityContext { get; init; }

    public required IReadOnlyList<PodMount> VolumeMounts { get; init; }
}

/// <summary>An environment variable: a text, a field of the pod itself, or, as Kubernetes has it, a name alone.</summary>
internal sealed record PodVariable(string Name, string? Value = null, PodVariableSource? ValueFrom = null);

internal sealed record PodVariableSource(PodField FieldRef);

internal sealed record PodField(string FieldPath);

internal sealed record PodHostAlias(string Ip, IReadOnlyList<string> Hostnames);

internal sealed record PodProbe
{
    public required PodHttpGet HttpGet { get; init; }

    public int? PeriodSeconds { get; init; }

    public int? TimeoutSeconds { get; init; }

    public int? FailureThreshold { get; init; }
}

internal sealed record PodHttpGet(string Host, string Path, int Port, string Scheme);

internal sealed record PodResources(IReadOnlyDictionary<string, string> Requests);

internal sealed record PodSecurityContext
{
    public bool? AllowPrivilegeEscalation { get; init; }

    public PodCapabilities? Capabilities { get; init; }

    public bool? Privileged { get; init; }

    public bool? ReadOnlyRootFilesystem { get; init; }

    public int? RunAsUser { get; init; }
}

internal sealed record PodCapabilities
{
    public IReadOnlyList<string>? Add { get; init; }

    public IReadOnlyList<string>? Drop { get; init; }
}

internal sealed record PodMount(string MountPath, string Name, bool? ReadOnly = null);

internal sealed record PodVolume(string Name, PodHostPath HostPath);

internal sealed record PodHostPath(string Path, string? Type = null);
