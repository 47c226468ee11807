# The runbooks, in the order of an endpoint's life. Each goes on from what the one before left; the last leaves the nodes as
# they were.
Describe 'An endpoint''s life, by the runbooks' -Tag Lab, Long -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $runbooks = "$RepositoryRoot/examples/runbooks"
        $file = "$TestDrive/cluster.yaml"
        $text = (Get-Content "$LabFolder/topology.yaml") -join "`n"
        $vip = (Import-ControlPlaneTopology "$LabFolder/topology.yaml").Endpoint.VirtualIPs[0]
        $newVip = $vip -replace '\d+$', '149'
        $verify = @{ CaFilePath = "$LabFolder/ca.crt"; Port = 8443 }

        # The topology file as its admin edits it, without some nodes.
        function Write-Cluster([string[]] $Without = @(), [hashtable] $Replace = @{}) {
            $edited = $text
            foreach ($name in $Without) { $edited = $edited -replace "(?m)^  - \{ name: $name,.*\n", '' }
            foreach ($old in $Replace.Keys) { $edited = $edited.Replace($old, $Replace[$old]) }
            $edited | Should -Not -Be $text -Because 'an edit that changes nothing tests nothing'
            Set-Content $file $edited
        }

        function Invoke-Node([string] $Node, [string] $Script) {
            & $Lab sh $Node -- sh -c $Script | Out-String
        }

        $look = 'ls -d /var/lib/hacontrolplane /etc/haproxy/haproxy.cfg /etc/kubernetes/manifests/* 2>/dev/null; cat /etc/keepalived/* 2>/dev/null'
        $before = Invoke-Node node-1 $look
    }

    It 'begins: nothing under -WhatIf, then an endpoint that answers' {
        Write-Cluster -Without node-3
        (& $runbooks/install.ps1 $file -WhatIf -WarningAction Ignore 6>$null).State | Should -Be 'Untouched', 'Untouched'
        & $Lab holder | Should -BeNullOrEmpty
        (& $runbooks/install.ps1 $file -WarningAction Ignore).State | Should -Be 'Committed', 'Committed'
        Test-ApiserverVip $vip @verify -Quiet | Should -BeTrue
    }

    It 'is not installed where somebody else answers at its virtual IP' {
        Set-Content "$TestDrive/taken.yaml" ($text.Replace('name: pester', 'name: taken').Replace("vip: ""$vip""", "vip: ""$($vip -replace '\d+$', '2')"""))
        { & $runbooks/install.ps1 "$TestDrive/taken.yaml" } | Should -Throw 'Somebody answers at*'
    }

    It 'gains a node' {
        { & $runbooks/add-node.ps1 $file -Name node-3 -WarningAction Ignore } | Should -Throw "There is no node 'node-3'*"
        Set-Content $file $text
        (& $runbooks/add-node.ps1 $file -Name node-3).State | Should -Be 'Committed', 'Committed', 'Committed'
    }

    It 'is found well by the file that users copy' {
        $said = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command @"
            `$ErrorActionPreference = 'Stop'
            Import-Module '$StagedModule'
            `$container = New-PesterContainer -Path '$RepositoryRoot/examples/verify/ControlPlane.Tests.ps1' -Data @{ Path = '$file'; CaFilePath = '$LabFolder/ca.crt' }
            Invoke-Pester -Container `$container -Output Detailed
"@ | Out-String
        $said | Should -Match 'Tests Passed: 1\d, Failed: 0, Skipped: 0'
    }

    It 'is drilled, and ends the drill where the model is not kept' {
        & $runbooks/drill.ps1 $file -WhatIf | Should -BeNullOrEmpty
        $reports = & $runbooks/drill.ps1 $file -Fault Drain, ApiserverHang -Seconds 2 -Folder "$TestDrive/drills" -Confirm:$false
        $reports.Fault | Should -Be 'Drain', 'ApiserverHang'
        Get-ChildItem "$TestDrive/drills/*.html" | Should -HaveCount 2
        { & $runbooks/drill.ps1 $file -Fault Nonsense -Confirm:$false } | Should -Throw
    }

    It 'loses a node for good, and gets it back under its name, installed anew' {
        Invoke-Fault node-2 power-off
        Write-Cluster -Without node-2
        (& $runbooks/replace-node.ps1 $file -Dead node-2 -Successor node-3 -WarningAction Ignore).State | Should -Be 'Committed', 'Committed'
        Invoke-Fault node-2 power-on
        Invoke-Node node-2 'service keepalived stop; service haproxy stop; rm -rf /var/lib/hacontrolplane /etc/keepalived/* /etc/haproxy/*'
        Set-Content $file $text
        (& $runbooks/replace-node.ps1 $file -Dead node-2 -Successor node-2).State | Should -Be 'Committed', 'Committed', 'Committed'
        @(& $Lab holder) | Should -HaveCount 1
    }

    It 'moves to another address, but not before the certificates name it' {
        Write-Cluster -Replace @{ "vip: ""$vip""" = "vip: ""$newVip""" }
        { & $runbooks/change-vip.ps1 $file -OldVirtualIP $vip } | Should -Throw '*certificate does not hold*'
        Test-ApiserverVip $vip @verify -Quiet | Should -BeTrue
        (& $runbooks/change-vip.ps1 $file -OldVirtualIP $vip -Force -WarningVariable told -WarningAction SilentlyContinue).State |
            Should -Be 'Committed', 'Committed', 'Committed'
        "$told" | Should -BeLike "*follow to ${newVip}:8443.*"
    }

    It 'gets another VRRP password, which stays on the nodes' {
        Write-Cluster -Replace @{ 'profile: fast' = 'profile: kubeadm' }
        { & $runbooks/rotate-password.ps1 $file -WarningAction Ignore } | Should -Throw '*is not as declared*'
        Install-ControlPlaneLoadBalancer $file -WarningAction Ignore | Out-Null
        $words = { Invoke-Node $_ 'sed -n "s/.*auth_pass //p" /etc/keepalived/keepalived.conf' }
        $old = 'node-1', 'node-2', 'node-3' | ForEach-Object $words
        (& $runbooks/rotate-password.ps1 $file -WarningAction Ignore).State | Should -Be 'Committed', 'Committed', 'Committed'
        $after = 'node-1', 'node-2', 'node-3' | ForEach-Object $words
        $after | Select-Object -Unique | Should -HaveCount 1
        $after[0] | Should -Not -BeIn $old
        $after[0] | Should -Match '^[a-z2-9]{8}\s$'
    }

    It 'gets another image of haproxy' {
        Write-Cluster -Replace @{ 'runAs: service' = 'runAs: static-pod' }
        Install-ControlPlaneLoadBalancer $file | Out-Null
        Write-Cluster -Replace @{ 'runAs: service' = "runAs: static-pod`n  images: { haproxy: ""haproxy:2.8.25"" }" }
        $told = & $runbooks/upgrade-haproxy.ps1 $file
        $told[0..2].State | Should -Be 'Committed', 'Committed', 'Committed'
        $told[3].Asked | Should -BeGreaterThan 5
        Invoke-Node node-1 'cat /etc/kubernetes/manifests/haproxy.yaml' | Should -Match 'haproxy:2\.8\.25'
    }

    It 'ends' {
        { & $runbooks/uninstall.ps1 $file -ClientsMoved:$false -Confirm:$false } | Should -Throw 'Move the clients first*'
        (& $runbooks/uninstall.ps1 $file -ClientsMoved -Confirm:$false).State | Should -Be 'Committed', 'Committed', 'Committed'
        & $Lab holder | Should -BeNullOrEmpty
        Invoke-Node node-1 $look | Should -Be $before
    }
}
