using HaControlPlane.Topology;

namespace HaControlPlane.Probing;

/// <summary>One place that names the endpoint, held against the topology.</summary>
/// <param name="Node">The node it is on; null for the endpoint itself.</param>
/// <param name="Subject">The place: a kubeconfig, a ConfigMap or a served certificate.</param>
/// <param name="Result">Whether it agrees.</param>
/// <param name="Expected">What it must name.</param>
/// <param name="Actual">What it names, or why it could not be read.</param>
/// <param name="Fix">What to do when it does not agree; empty when it does.</param>
public sealed record EndpointAgreement(ControlPlaneNode? Node, string Subject, AgreementResult Result, string Expected, string Actual, string Fix);
