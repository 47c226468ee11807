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
