using System.Text;
using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

/// <summary>What routes.sh and route-files.sh make of addresses and texts, under every shell.</summary>
public sealed class RouteScriptTests
{
    public static TheoryData<string> Shells => Shell.Installed();

    [Theory]
    [MemberData(nameof(Shells))]
    public void A_range_covers_an_address_by_its_bits(string shell) => Assert.Equal(
        "yes no yes yes no yes no yes no yes no ",
        Run(shell, """
            for pair in 10.96.0.0/12=10.111.255.1 10.96.0.0/12=10.112.0.1 0.0.0.0/0=192.0.2.1 10.0.0.5/32=10.0.0.5 10.0.0.4/32=10.0.0.5 \
                fd00:2::/31=fd00:3::5 fd00:1::/31=fd00:2::5 fd00::/127=fd00::1 fd00::/127=fd00::2 ::/0=fe80::1 10.0.0.0/8=fe80::1; do
                if route_covers "${pair%=*}" "${pair#*=}"; then printf 'yes '; else printf 'no '; fi
            done
            """));

    [Theory]
    [MemberData(nameof(Shells))]
    public void Moment_and_multipath_are_told_from_what_a_route_is(string shell) => Assert.Equal(
        "10.0.0.0/8 via 192.0.2.1 dev eth1 metric 5|no no yes|10.0.0.5 via 192.0.2.1 dev eth1 proto static|",
        Run(shell, """
            ip() { printf '10.0.0.0/8 via 192.0.2.1 dev eth1 metric 5 linkdown \\\n'; }
            printf '%s|' "$(route_lines 10.0.0.0/8)"
            for line in '10.0.0.0/8 proto static nexthop via 192.0.2.1 dev eth1 weight 1' '10.0.0.0/8 via 192.0.2.1 dev eth10' '10.0.0.0/8 via 192.0.2.1 dev eth1 metric 5'; do
                if route_is "$line" 192.0.2.1 eth1; then printf yes; else printf 'no '; fi
            done
            printf '|%s|' "$(route_line 10.0.0.5/32 192.0.2.1 eth1)"
            """));

    [Theory]
    [MemberData(nameof(Shells))]
    public void A_keyfile_whose_section_ends_otherwise_is_refused_and_not_passed_over(string shell) => Assert.Equal(
        "kept|refused|refused|",
        Run(shell, """
            netplan_of() { return 1; }
            pids_of() { echo 1; }
            nmcli() { :; }
            nm_file() { printf /etc/NetworkManager/system-connections/lan.nmconnection; }
            grep() { command grep "$1" "$2" "$tx/keyfile"; }
            for end in '' '\r' ' '; do
                printf "[connection]\nid=lan\n[ipv4]$end\nmethod=auto\n" >"$tx/keyfile"
                if find_keeper 10.96.0.0/12 192.0.2.1 eth1; then printf 'kept|'; else printf 'refused|'; fi
            done
            """));

    [Theory]
    [MemberData(nameof(Shells))]
    public void Networkds_way_is_read_however_it_is_spaced(string shell) => Assert.Equal(
        "192.0.2.9|",
        Run(shell, """
            printf '[Route]\n Destination = 10.9.0.0/16 \nGateway= 192.0.2.9\r\n[Route]\nGateway=192.0.2.1\n' >"$tx/lan"
            printf '%s|' "$(networkd_way 10.9.0.0/16 "$tx/lan")"
            """));

    /// <summary>Another way that is passed over would be merged beside ours, and one of the two would win by chance.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public void Another_way_is_seen_however_netplan_has_it_written(string shell) => Assert.Equal(
        "0.0.0.0/0=192.0.2.3 192.0.2.9|::/0=fe80::2|10.0.0.0/8=192.0.2.7|fd00::/64=fe80::0001|10.2.0.0/16=192.0.2.6|10.3.0.0/16=|10.4.0.0/16=|192.0.2.77/32=192.0.2.5|10.5.0.0/16=192.0.2.1|10.6.0.0/16=192.0.2.2|",
        Run(shell, """
            cat >"$tx/lan" <<'TEXT'
            network:
              ethernets:
                eth1:
                  gateway4: 192.0.2.3
                  routes:
                    - to: default # until the new router is there
                      via: 192.0.2.9
                    - via: 192.0.2.7
                      to: "10.1.2.3/8"
                    -
                      to: FD00:0:0:0::5/64
                      via: fe80::0001
                    - {to: 10.2.0.0/16, via: 192.0.2.6}
                    - to: 10.3.0.0/16
                      via: 192.0.2.5
                      table: 100
                    - to: 192.0.2.77
                      via: 192.0.2.5
                    - to: default
                      via: fe80::2
                    # - to: 10.4.0.0/16
                    #   via: 192.0.2.8
                  routing-policy:
                    - from: 10.0.0.0/8
                      to: 10.4.0.0/16
                eth2: {routes: [{"to":"10.5.0.0/16","via":"192.0.2.1"},{to: 10.6.0.0/16, via: 192.0.2.2}]}
            TEXT
            for to in 0.0.0.0/0 ::/0 10.0.0.0/8 fd00::/64 10.2.0.0/16 10.3.0.0/16 10.4.0.0/16 192.0.2.77/32 10.5.0.0/16 10.6.0.0/16; do
                printf '%s=%s|' "$to" "$(netplan_ways "$to" <"$tx/lan" | tr '\n' ' ' | sed 's/ $//')"
            done
            """));

    [Theory]
    [MemberData(nameof(Shells))]
    public void Another_way_is_seen_however_networkd_has_it_written(string shell) => Assert.Equal(
        "0.0.0.0/0=192.0.2.8 192.0.2.4|::/0=|fd00::/64=FE80::1|10.0.0.0/8=192.0.2.6|10.2.0.0/16=|",
        Run(shell, """
            printf '[Network]\nGateway=192.0.2.8\n[Route]\nGateway=192.0.2.4\n[Route]\nDestination=FD00:0::/64\nGateway=FE80::1\n' >"$tx/lan"
            printf '[Route]\nDestination=10.1.2.3/8\nGateway=192.0.2.6\n[Route]\nDestination=10.2.0.0/16\nGateway=192.0.2.7\nTable=7\n' >>"$tx/lan"
            for to in 0.0.0.0/0 ::/0 fd00::/64 10.0.0.0/8 10.2.0.0/16; do
                printf '%s=%s|' "$to" "$(networkd_way "$to" "$tx/lan" | tr '\n' ' ' | sed 's/ $//')"
            done
            """));

    [Theory]
    [MemberData(nameof(Shells))]
    public void The_same_gateway_in_other_words_is_no_other_way(string shell) => Assert.Equal(
        "f leads ::/0 to fe80::2 already|f leads 10.0.0.0/8 to _dhcp4 already|",
        Run(shell, """
            no_keeper() { printf '%s|' "$1"; }
            no_other_way ::/0 fe80::1 FE80:0::01 f
            no_other_way ::/0 fe80::1 'fe80::1
            fe80::2' f
            no_other_way 10.0.0.0/8 192.0.2.1 _dhcp4 f
            no_other_way 10.0.0.0/8 192.0.2.1 '' f
            """));

    /// <summary>Ours takes the place of the admin's, however it is written, and gives it back as it was.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public void A_line_with_host_bits_or_in_capitals_is_the_same_destination(string shell) => Assert.Equal(
        "10.9.0.0/16 via 192.0.2.8\n10.0.0.0/8 via 192.0.2.1 dev eth1\nkept: 10.1.2.3/8 via 192.0.2.9\n",
        Run(shell, """
            mkdir -p "$tx/routes/10.0.0.0%2F8"
            cd "$tx/routes/10.0.0.0%2F8" && echo 10.0.0.0/8 >to && echo 192.0.2.1 eth1 - >ours && echo "$tx/route-eth1" >file
            echo 'route 10.0.0.0%2F8 set' >"$tx/plan"
            printf '10.1.2.3/8 via 192.0.2.9\n10.9.0.0/16 via 192.0.2.8\n' >"$tx/route-eth1"
            route_lines_in "$tx/route-eth1"
            printf 'kept: '
            cat lines
            """));

    [Theory]
    [MemberData(nameof(Shells))]
    public void A_route_does_not_inherit_the_options_of_one_that_is_gone(string shell) => Assert.Equal(
        "route8=10.96.0.0/12,192.0.2.1\n",
        Run(shell, """
            mkdir -p "$tx/routes/10.96.0.0%2F12"
            cd "$tx/routes/10.96.0.0%2F12" && echo 10.96.0.0/12 >to && echo 192.0.2.1 eth1 - >ours && echo "$tx/lan.nmconnection" >file
            echo 'route 10.96.0.0%2F12 set' >"$tx/plan"
            printf '[ipv4]\nroute3=10.7.0.0/16,192.0.2.1\nroute7_options=mtu=1400\n' >"$tx/lan.nmconnection"
            route_lines_in "$tx/lan.nmconnection" | grep 10.96
            """));

    [Theory]
    [MemberData(nameof(Shells))]
    public void The_folder_of_static_pods_is_read_however_it_is_written(string shell) => Assert.Equal(
        "/a b|/a b|/etc/k|/etc/k|",
        Run(shell, """
            for said in '"/a b"  # x' "'/a b'" '/etc/k # kubeadm' '/etc/k \r'; do
                printf "x: y\nstaticPodPath: $said\n" >"$tx/config"
                printf '%s|' "$(static_pod_path <"$tx/config")"
            done
            """));

    [Theory]
    [MemberData(nameof(Shells))]
    public void Networkd_and_netplan_get_one_section_a_route(string shell) => Assert.Equal(
        """
        # Static routes, by HaControlPlane. The virtual IP outlives a restart of networkd.
        [Network]
        KeepConfiguration=static

        [Route]
        Destination=10.96.0.0/12
        Gateway=192.0.2.1

        [Route]
        Destination=fd00:96::/108
        Gateway=fe80::1
        192.0.2.7
        # Static routes, by HaControlPlane.
        network:
          version: 2
          ethernets:
            eth1:
              critical: true
              routes:
                - to: 10.96.0.0/12
                  via: 192.0.2.1
                - to: 10.97.0.0/16
                  via: 192.0.2.1
          vlans:
            lan:
              routes:
                - to: 10.7.0.0/16
                  via: 192.0.2.9

        """.ReplaceLineEndings("\n"),
        Run(shell, """
            printf '%s\n' '10.96.0.0/12 192.0.2.1 eth1 /nowhere/10-lan.network' 'fd00:96::/108 fe80::1 eth1 /nowhere/10-lan.network' | route_text "$tx/10-lan.network.d/50-hacontrolplane.conf"
            printf '[Match]\nName=eth1\n[Route]\nGateway=192.0.2.8\nDestination=10.1.0.0/16\n[Route]\nDestination=10.2.0.0/16\nGateway=192.0.2.7\n' >"$tx/x"
            networkd_way 10.2.0.0/16 "$tx/x"
            printf '%s\n' '10.7.0.0/16 192.0.2.9 lan vlans lan -' '10.96.0.0/12 192.0.2.1 eth1 ethernets eth1 networkd' '10.97.0.0/16 192.0.2.1 eth1 ethernets eth1 networkd' | route_text /etc/netplan/99-hacontrolplane.yaml
            """));

    /// <summary>Set one route, take one back whose line in the file was the admin's before, and leave a third alone.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public void Lines_among_the_admins_come_go_and_come_back(string shell) => Assert.Equal(
        """
        # mine
        10.2.0.0/16 via 192.0.2.7
        10.3.0.0/16 via 192.0.2.8
        10.1.0.0/16 via 192.0.2.1 dev eth1
        kept: 10.1.0.0/16 via 192.0.2.9

        """.ReplaceLineEndings("\n"),
        Run(shell, """
            mkdir -p "$tx/routes/10.1.0.0%2F16" "$tx/routes/10.2.0.0%2F16"
            for n in 1 2; do
                printf '10.%s.0.0/16\n' $n >"$tx/routes/10.$n.0.0%2F16/to"
                printf '192.0.2.1 eth1 -\n' >"$tx/routes/10.$n.0.0%2F16/ours"
                printf '%s\n' "$tx/route-eth1" >"$tx/routes/10.$n.0.0%2F16/file"
            done
            printf '10.2.0.0/16 via 192.0.2.7\n' >"$tx/routes/10.2.0.0%2F16/lines"
            printf 'route 10.1.0.0%%2F16 set\nroute 10.2.0.0%%2F16 back\n' >"$tx/plan"
            printf '# mine\n10.1.0.0/16 via 192.0.2.9\n10.2.0.0/16\tvia 192.0.2.1  dev eth1\n10.3.0.0/16 via 192.0.2.8' >"$tx/route-eth1"
            route_lines_in "$tx/route-eth1"
            printf 'kept: '
            cat "$tx/routes/10.1.0.0%2F16/lines"
            """));

    private static string Run(string shell, string calls)
    {
        var folder = Directory.CreateTempSubdirectory("hacp-route");
        try
        {
            var library = string.Concat(ShellLibrary.Files.Select(n => File.ReadAllText(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts", n))));
            File.WriteAllText(Path.Combine(folder.FullName, "library"), library);
            var (_, output, error) = Shell.Called(shell).Run($"tx={ShellQuote.Word(folder.FullName)}\n. $tx/library\nstate=$tx/state\n{calls}");
            Assert.Equal("", error);
            return Encoding.UTF8.GetString(output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
