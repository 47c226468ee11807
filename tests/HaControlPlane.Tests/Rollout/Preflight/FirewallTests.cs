using HaControlPlane.Nodes;

namespace HaControlPlane.Tests.Rollout.Preflight;

/// <summary>Firewalls in their own words, and whether VRRP passes them.</summary>
public sealed class FirewallTests
{
    private const string TwoZones = """
        internal (active)
          target: default
          interfaces: eth1
          sources: 
          protocols: vrrp

        docker (active)
          target: ACCEPT
          interfaces: docker0
          sources: 

        public (default, active)
          target: default
          interfaces: eth0
          sources: 
          protocols: 

        """;

    /// <summary>The default zone says nothing of an interface that has another.</summary>
    [Theory]
    [InlineData("eth1", "", FirewallVerdict.Passes)]
    [InlineData("eth0", "", FirewallVerdict.Blocks)]
    [InlineData("eth7", "", FirewallVerdict.Unknown)]
    [InlineData(null, "", FirewallVerdict.Unknown)]
    [InlineData("eth0", "\ntrusted (active)\n  target: ACCEPT\n  interfaces: \n  sources: 10.0.0.0/8\n", FirewallVerdict.Unknown)]
    [InlineData("eth1", "\ntrusted (active)\n  target: ACCEPT\n  interfaces: \n  sources: 10.0.0.0/8\n", FirewallVerdict.Passes)]
    public void Of_firewallds_zones_that_of_the_interface_counts(string? device, string more, FirewallVerdict verdict) =>
        Assert.Equal(verdict, FirewallFacts.Judge("firewalld", TwoZones.ReplaceLineEndings("\n") + more, device).Vrrp);

    [Theory]
    [InlineData("none", FirewallVerdict.Passes, "")]
    [InlineData("unknown", FirewallVerdict.Unknown, "")]
    [InlineData("iptables", FirewallVerdict.Passes, "-P INPUT ACCEPT")]
    [InlineData("iptables", FirewallVerdict.Blocks, "-P INPUT DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")]
    [InlineData("iptables", FirewallVerdict.Passes, "-P INPUT DROP\n-A INPUT -p tcp -j ACCEPT\n-A INPUT -p vrrp -j ACCEPT")]
    [InlineData("iptables", FirewallVerdict.Passes, "-P INPUT DROP\n-A INPUT -p 112 -j ACCEPT")]
    [InlineData("iptables", FirewallVerdict.Blocks, "-P INPUT ACCEPT\n-A INPUT -p tcp -j ACCEPT\n-A INPUT -j REJECT --reject-with icmp-host-prohibited")]
    [InlineData("iptables", FirewallVerdict.Blocks, "-P INPUT ACCEPT\n-A INPUT -p vrrp -j DROP")]
    [InlineData("iptables", FirewallVerdict.Unknown, "-P INPUT DROP\n-A INPUT -s 10.0.0.0/8 -j ACCEPT")]
    [InlineData("iptables", FirewallVerdict.Unknown, "-P INPUT DROP\n-A INPUT -j KUBE-FIREWALL")]
    [InlineData("iptables", FirewallVerdict.Unknown, "-P INPUT ACCEPT\n-A INPUT -s 192.0.2.1/32 -j DROP")]
    [InlineData("ufw", FirewallVerdict.Blocks, "-P INPUT DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp --dport 22 -j ACCEPT")]
    [InlineData("ufw", FirewallVerdict.Passes, "-P INPUT DROP\n-A INPUT -p vrrp -j ACCEPT")]
    [InlineData("firewalld", FirewallVerdict.Blocks, "public (active)\n  target: default\n  services: ssh\n  protocols: \n  rich rules: ")]
    [InlineData("firewalld", FirewallVerdict.Passes, "public (active)\n  target: default\n  protocols: vrrp\n")]
    [InlineData("firewalld", FirewallVerdict.Passes, "public\n  target: default\n  rich rules: \n\trule protocol value=\"vrrp\" accept")]
    [InlineData("firewalld", FirewallVerdict.Passes, "trusted (active)\n  target: ACCEPT\n")]
    [InlineData("firewalld", FirewallVerdict.Unknown, "public\n  target: default\n  rich rules: \n\trule family=\"ipv4\" source address=\"10.0.0.0/8\" accept")]
    [InlineData("nftables", FirewallVerdict.Passes, "table inet f {\n\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n\t}\n}")]
    [InlineData("nftables", FirewallVerdict.Blocks, "table inet f {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tiif \"lo\" accept\n\t\tct state established,related accept\n\t\ttcp dport { 22, 6443 } accept\n\t}\n}")]
    [InlineData("nftables", FirewallVerdict.Passes, "table inet f {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tip protocol vrrp accept\n\t}\n}")]
    [InlineData("nftables", FirewallVerdict.Passes, "table inet f {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tmeta l4proto 112 accept\n\t}\n}")]
    [InlineData("nftables", FirewallVerdict.Unknown, "table inet f {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tjump ours\n\t}\n}")]
    [InlineData("nftables", FirewallVerdict.Blocks, "table inet a {\n\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n\t}\n}\ntable ip b {\n\tchain in {\n\t\ttype filter hook input priority raw; policy accept;\n\t\tcounter packets 0 bytes 0 drop\n\t}\n}")]
    public void A_verdict_is_what_the_rules_prove(string kind, FirewallVerdict verdict, string text) =>
        Assert.Equal(verdict, FirewallFacts.Judge(kind, text).Vrrp);
}
