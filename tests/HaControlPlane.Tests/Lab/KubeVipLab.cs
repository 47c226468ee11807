namespace HaControlPlane.Tests.Lab;

/// <summary>What a lab needs to have kube-vip instead of keepalived and haproxy.</summary>
internal static class KubeVipLab
{
    /// <summary>Behind kube-vip's address the API servers answer themselves.</summary>
    public const int Port = 6443;

    /// <summary>The lab's topology with kube-vip; the lease is short, as the lab's API servers are never slow.</summary>
    public static string Topology(LabCluster lab) => lab.Changed(
        ("kind: keepalived-haproxy", "kind: kube-vip\n  kubeVip: { lease: { duration: 5, renewDeadline: 3, retryPeriod: 1 } }"),
        ($"port: {lab.Port}", $"port: {Port}"));

    /// <summary>The nodes have what kubeadm init or join brings, as far as it is asked for.</summary>
    public static Task JoinAsync(LabCluster lab, params string[] nodes) =>
        Task.WhenAll(nodes.Select(n => lab.ShAsync(n, "echo 'kind: Config' >/etc/kubernetes/admin.conf")));

    /// <summary>A program that tells its version.</summary>
    public static Task PretendAsync(LabCluster lab, string node, string program, string version) =>
        lab.ShAsync(node, $"printf '#!/bin/sh\\necho {version}\\n' >/usr/local/bin/{program} && chmod 755 /usr/local/bin/{program}");
}
