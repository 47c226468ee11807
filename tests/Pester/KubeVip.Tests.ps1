# Nodes with the lab's stand-in for kube-vip's program. The order matters.
Describe 'Install-ControlPlaneLoadBalancer with kube-vip' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $text = (Get-Content "$LabFolder/topology.yaml" -Raw) -replace 'kind: keepalived-haproxy', 'kind: kube-vip' -replace 'runAs: service', 'runAs: static-pod' -replace 'port: 8443', 'port: 6443'
        $text | Set-Content "$TestDrive/kube-vip.yaml"
        $topology = Import-ControlPlaneTopology "$TestDrive/kube-vip.yaml" -WarningAction SilentlyContinue
        function Get-Manifest { 1..3 | ForEach-Object { & $Lab sh "node-$_" -- sh -c 'ls -A /etc/kubernetes/manifests; ls -d /var/lib/hacontrolplane 2>/dev/null' | Out-String } }
        foreach ($node in 'node-1', 'node-2') { & $Lab sh $node -- sh -c 'echo "kind: Config" >/etc/kubernetes/admin.conf' }
    }

    AfterAll {
        1..3 | ForEach-Object { & $Lab sh "node-$_" -- rm -f /etc/kubernetes/admin.conf }
    }

    It 'shows the manifest under -WhatIf, says who has to join first, and changes nothing' {
        $before = Get-Manifest
        $reports = $topology | Install-ControlPlaneLoadBalancer -WhatIf -InformationVariable said -WarningVariable warned -WarningAction SilentlyContinue 6>$null
        $reports.State | Should -Be 'Untouched', 'Untouched', 'Unchanged'
        $reports.Waits | Should -Be $null, $null, 'kubeadm join'
        "$said" | Should -Match '\+\+\+ /etc/kubernetes/manifests/kube-vip.yaml'
        "$said" | Should -Match '\+ +path: /etc/kubernetes/admin.conf'
        "$warned" | Should -Match 'There is no /etc/kubernetes/admin.conf yet; kube-vip comes after kubeadm join'
        $reports | Format-Table | Out-String -Width 200 | Should -Match 'node-3\s+Unchanged.*waits for kubeadm join'
        Get-Manifest | Should -Be $before
    }

    It 'installs on those that have joined, and the endpoint answers' {
        $reports = $topology | Install-ControlPlaneLoadBalancer -WarningAction SilentlyContinue
        $reports.State | Should -Be 'Committed', 'Committed', 'Unchanged'
        $topology | Test-ApiserverVip -Quiet | Should -BeTrue
        @(& $Lab holder) | Should -HaveCount 1
        $status = $topology | Get-ApiserverVip -WarningAction SilentlyContinue
        $status.Holders.Name | Should -Be (& $Lab holder)
        $status.Nodes.Keepalived | Should -Contain 'Master'
        $status.Sentence | Should -Match 'node-3 could not take over'
    }

    It 'refuses a folder where the kubeconfig must be' {
        & $Lab sh node-3 -- mkdir /etc/kubernetes/admin.conf
        try {
            $topology | Install-ControlPlaneLoadBalancer -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        }
        finally {
            & $Lab sh node-3 -- rmdir /etc/kubernetes/admin.conf
        }

        $problem[0].FullyQualifiedErrorId | Should -BeLike 'HCP213,*'
        $problem[0].CategoryInfo.Category | Should -Be 'WriteError'
        $problem[0].TargetObject.Name | Should -Be 'node-3'
    }

    It 'is taken away again without a trace' {
        ($topology | Uninstall-ControlPlaneLoadBalancer -Confirm:$false).State | Should -Be 'Committed', 'Committed', 'Unchanged'
        @(& $Lab holder) | Should -HaveCount 0
        Get-Manifest | Should -Be '', '', ''
    }

    It 'does not install 0.1.1, and says why' {
        $old = Import-ControlPlaneTopology "$PSScriptRoot/../../examples/kube-vip-legacy.yaml" -WarningAction SilentlyContinue
        $old | Install-ControlPlaneLoadBalancer -WhatIf -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'HCP196,*'
    }
}
