BeforeAll {
    . $PSScriptRoot/Module.ps1
    $topology = Import-ControlPlaneTopology "$PSScriptRoot/data/good.yaml"
    $nodes = New-ControlPlaneNode master-1, master-2, master-3 192.168.20.151, 192.168.20.152, 192.168.20.153
    $common = @{ VirtualIP = '192.168.20.150'; Interface = 'eth1'; Port = 8443 }
}

Describe '<_>' -ForEach 'New-KeepalivedConfig', 'New-HaproxyConfig', 'New-ApiserverCheck', 'New-StaticPod' {
    BeforeAll {
        $cmdlet = $_
    }

    It 'makes the files of every node of a topology' {
        $files = $topology | & $cmdlet
        $files[0].PSTypeNames | Should -Contain 'HaControlPlane.Rendering.NodeFile'
        $files.Node.Name | Select-Object -Unique | Should -Be 'master-1', 'master-2', 'master-3'
        $files | ForEach-Object { $_.Path | Should -Match '^/etc/' }
        $files | ForEach-Object { $_.Content | Should -Not -BeNullOrEmpty }
    }

    It 'makes the same text from nodes of the pipeline' {
        $fromNodes = $nodes | & $cmdlet @common -ClusterName $topology.Name -VirtualRouterId 51 -WarningAction SilentlyContinue
        $fromNodes.Content | Should -Be (& $cmdlet $topology).Content
    }

    It 'refuses nodes that cannot be a topology' {
        $nodes[0], $nodes[0] | & $cmdlet @common -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP1*'
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidData'
    }
}

Describe 'The text cmdlets' {
    It 'need no more than nodes, a virtual IP and an interface' {
        $nodes | New-KeepalivedConfig -VirtualIP 192.168.20.150 -Interface eth1 | Should -HaveCount 3
    }

    It 'mask the VRRP password in every view and keep it in the content' {
        $password = [Net.NetworkCredential]::new('', 's3cr3t').SecurePassword
        $files = $nodes | New-KeepalivedConfig @common -Profile Kubeadm -AuthPass $password -WarningAction SilentlyContinue
        $files[0].Content | Should -Match 's3cr3t'
        $files | Format-List | Out-String | Should -Not -Match 's3cr3t'
        $files | Format-Table | Out-String | Should -Not -Match 's3cr3t'
    }

    It 'complete the names of profiles' {
        (TabExpansion2 'New-HaproxyConfig -Profile ').CompletionMatches.CompletionText | Should -Be 'Classic', 'Fast', 'Kubeadm'
    }

    It 'make one pod when one is asked for' {
        $topology | New-StaticPod -Kind Haproxy | ForEach-Object { $_.Path | Should -BeLike '*/haproxy.yaml' }
    }

    It 'complain of a missing password where the profile needs one' {
        $null = $nodes | New-KeepalivedConfig @common -Profile Kubeadm -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'end when the pipeline wants no more' {
        $topology | New-KeepalivedConfig | Select-Object -First 1 | Should -HaveCount 1
    }
}

Describe 'New-StaticPod for kube-vip' {
    It 'makes the pod of a topology of that kind without being asked' {
        $files = Import-ControlPlaneTopology "$PSScriptRoot/../../examples/kube-vip.yaml" -WarningAction SilentlyContinue | New-StaticPod -WarningAction SilentlyContinue
        $files.Path | Select-Object -Unique | Should -Be '/etc/kubernetes/manifests/kube-vip.yaml'
        $files | Should -HaveCount 3
    }

    It 'takes the API servers own port unless told' {
        $file = $nodes | New-StaticPod -Kind KubeVip -VirtualIP 192.168.20.150 -Interface eth1 -WarningAction SilentlyContinue | Select-Object -First 1
        $file.Content | Should -Match '(?s)name: port\s+value: "6443"'
        $file.Content | Should -Match 'image: ghcr.io/kube-vip/kube-vip:v'
    }

    It 'speaks BGP with two families of routers' {
        $files = $nodes | New-StaticPod -Kind KubeVip -VirtualIP 192.168.20.150 -KubeVipMode Bgp -BgpPeer 192.168.20.1:65001, '[fd00::1]:65002' -LocalAs 4200000001 -WarningAction SilentlyContinue
        $files[0].Content | Should -Match ([regex]::Escape('192.168.20.1:65001::false,[fd00::1]:65002::false'))
        $files[0].Content | Should -Match '4200000001'
    }

    It 'refuses a version that is known to fail, and names the next good one' {
        $nodes | New-StaticPod -Kind KubeVip -VirtualIP 192.168.20.150 -Interface eth1 -KubeVipVersion v1.2.2 -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue |
            Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'HCP146*'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'v1.2.3'
    }

    It 'refuses a peer that is none' {
        { $nodes | New-StaticPod -Kind KubeVip -VirtualIP 192.168.20.150 -KubeVipMode Bgp -BgpPeer nonsense } | Should -Throw '*autonomous system*'
    }
}

Describe 'New-KubeVipConfig' {
    It 'makes config.yaml and the pod, and warns' {
        $files = $nodes | New-KubeVipConfig -VirtualIP 192.168.20.150 -Interface eth1 -WarningVariable warning -WarningAction SilentlyContinue
        $files | Should -HaveCount 6
        @($files.Content -match 'startAsLeader: true') | Should -HaveCount 1
        "$warning" | Should -Match 'HCP182'
        "$warning" | Should -Match 'HCP183'
    }

    It 'makes what takes their place, with the same address, interface and port' {
        $files = $nodes | New-KubeVipConfig -VirtualIP 192.168.20.150 -Interface eth1 -Port 8443 -As Modern -WarningAction SilentlyContinue
        $files | Should -HaveCount 3
        $files[0].Content | Should -Match '(?s)name: lb_port\s+value: "8443"'
        $files[0].Content | Should -Match 'value: eth1'
    }

    It 'refuses a topology of another kind' {
        $topology | New-KubeVipConfig -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'HCP196*'
    }
}
