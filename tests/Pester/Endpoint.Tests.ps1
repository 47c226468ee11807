BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'New-KubeadmConfig' {
    It 'initialises the first node and joins the others' {
        $files = 1..3 | ForEach-Object { New-ControlPlaneNode "master-$_" "192.168.20.15$_" } | New-KubeadmConfig -VirtualIP 192.168.20.150
        $files | Should -HaveCount 3
        $files[0].Content | Should -Match '(?m)^controlPlaneEndpoint: "192.168.20.150:8443"$'
        $files[1].Content | Should -Match '(?m)^kind: JoinConfiguration$'
    }

    It 'writes the older form' {
        (New-ControlPlaneNode master-1 192.168.20.151 | New-KubeadmConfig -VirtualIP 192.168.20.150 -ApiVersion v1beta3 -WarningAction Ignore).Content |
            Should -Match '(?m)^apiVersion: kubeadm.k8s.io/v1beta3$'
    }
}

Describe 'The endpoint and its nodes, looked at' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
        & $Lab sh $topology.Nodes[0].Name -- /bin/sh -c "mkdir -p /etc/kubernetes; echo '    server: https://old.example:6443' >/etc/kubernetes/admin.conf"
    }

    AfterAll {
        & $Lab sh $topology.Nodes[0].Name -- /bin/sh -c 'rm /etc/kubernetes/admin.conf'
    }

    It 'finds the kubeconfig that names something else' {
        $rows = $topology | Test-ControlPlaneEndpoint
        $wrong = $rows | Where-Object Subject -EQ 'admin.conf'
        $wrong.Result | Should -Be 'Differs'
        $wrong.Actual | Should -Be 'https://old.example:6443'
        $wrong.Fix | Should -BeLike 'Set server: https://*'
        $rows | Where-Object Subject -Like 'certificate of *:6443' | Should -HaveCount 3
        $topology | Test-ControlPlaneEndpoint -Quiet | Should -BeFalse
    }

    It 'finds nothing that would stop a rollout' {
        $topology | Test-ControlPlaneTopology -Live -Quiet | Should -BeTrue
    }

    It 'tells what a node is' {
        $facts = @($topology | Get-ControlPlaneNode)[0]
        $facts.Firewall.Vrrp | Should -Not -BeNullOrEmpty
        $facts.Interfaces.Keys | Should -Contain 'eth1'
        $facts.Ports.Port | Should -Contain 22
        ($facts | Format-List | Out-String) | Should -Match 'ClockOffset'
    }
}
