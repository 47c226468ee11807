BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Set-ControlPlaneCidr' {
    It 'refuses what is no range before it contacts any node' -ForEach '10.96.0.0', '10.96.0.0/33', 'pods' {
        { New-ControlPlaneNode a 203.0.113.1 | Set-ControlPlaneCidr -PodCidr $_ -Confirm:$false } | Should -Throw -ErrorId 'NotARange,*'
    }

    It 'does nothing when nothing is asked for' {
        New-ControlPlaneNode a 203.0.113.1 | Set-ControlPlaneCidr | Should -BeNullOrEmpty
    }
}

# The order matters: each test goes on from what the one before left on the nodes.
Describe 'Ranges of control plane nodes' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
        $manifest = '/etc/kubernetes/manifests/kube-controller-manager.yaml'
        foreach ($node in $topology.Nodes.Name) {
            Get-Content "$PSScriptRoot/data/kube-controller-manager.yaml" | & $Lab sh $node -- /bin/sh -c "cat >/root/m && mv /root/m $manifest"
        }
    }

    AfterAll {
        foreach ($node in $topology.Nodes.Name) { & $Lab sh $node -- rm -f $manifest }
    }

    It 'are told, and what cannot be read is null' {
        $read = $topology | Get-ControlPlaneCidr
        $read.PodCidr | Should -Be '10.244.0.0/16', '10.244.0.0/16', '10.244.0.0/16'
        $read[0].AllocateNodeCidrs, $read[0].ControllerServiceCidr, $read[0].ServiceCidr, $read[0].Agrees | Should -Be $true, '10.96.0.0/12', $null, $true
    }

    It 'change under -WhatIf on the screen only' {
        ($topology | Set-ControlPlaneCidr -PodCidr 10.128.0.0/14 -WhatIf -InformationVariable said 6>$null).State | Should -Be 'Untouched', 'Untouched', 'Untouched'
        "$said" | Should -Match '\+    - --cluster-cidr=10\.128\.0\.0/14'
        (Get-ControlPlaneCidr $topology.Nodes[0]).PodCidr | Should -Be '10.244.0.0/16'
    }

    It 'change node by node, and then there is nothing to do' {
        ($topology | Set-ControlPlaneCidr -PodCidr 10.128.0.0/14 -AllocateNodeCidr:$false -Confirm:$false).State | Should -Be 'Committed', 'Committed', 'Committed'
        (Get-ControlPlaneCidr $topology.Nodes[2]) | Select-Object PodCidr, AllocateNodeCidrs | ForEach-Object { "$($_.PodCidr) $($_.AllocateNodeCidrs)" } | Should -Be '10.128.0.0/14 False'
        ($topology | Set-ControlPlaneCidr -PodCidr 10.128.0.0/14 -Confirm:$false).State | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
    }

    It 'stay for the Services of a cluster that lives' {
        $topology | Set-ControlPlaneCidr -ServiceCidr 10.200.0.0/16 -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'HCP247,*'
        "$($problem[0])" | Should -Match 'could not be listed'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match '-Force'
    }
}
