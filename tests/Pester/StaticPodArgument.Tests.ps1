BeforeAll {
    . $PSScriptRoot/Module.ps1
    $component = 'kube-controller-manager'
    $manifest = "/etc/kubernetes/manifests/$component.yaml"
}

Describe 'Set-StaticPodArgument' {
    It 'refuses two nodes of one name before it contacts any' {
        $nodes = New-ControlPlaneNode a, a 203.0.113.1, 203.0.113.2
        { $nodes | Set-StaticPodArgument $component v 2 } | Should -Throw -ErrorId 'ContradictingNode,*'
    }

    It 'wants a value or none' {
        { Set-StaticPodArgument $component v -Value 2 -Remove -Node 203.0.113.1 } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'offers the components that kubeadm runs' {
        $line = 'Set-StaticPodArgument kube-s'
        [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText | Should -Be 'kube-scheduler'
    }

    It 'says that a node cannot be reached' {
        $null = New-ControlPlaneNode a 127.0.0.1 -Port 9 | Set-StaticPodArgument $component v 2 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
    }
}

Describe 'Set-StaticPodArgument on nodes' -Tag Lab, Long -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
        function Read-Manifest { foreach ($node in $topology.Nodes.Name) { & $Lab sh $node -- cat $manifest 2>$null | Out-String } }
        foreach ($node in $topology.Nodes.Name) {
            Get-Content "$PSScriptRoot/data/$component.yaml" | & $Lab sh $node -- /bin/sh -c "cat >/root/m && mv /root/m $manifest"
        }
    }

    AfterAll {
        foreach ($node in $topology.Nodes.Name) { & $Lab sh $node -- rm -f $manifest }
    }

    It 'shows the one line that changes, and changes nothing, with -WhatIf' {
        $before = Read-Manifest
        $reports = $topology | Set-StaticPodArgument $component cluster-cidr 10.245.0.0/16 -WhatIf -InformationVariable said
        $reports.State | Should -Be 'Untouched', 'Untouched', 'Untouched'
        "$said" | Should -Match '(?m)^-    - --cluster-cidr=10\.244\.0\.0/16$\n^\+    - --cluster-cidr=10\.245\.0\.0/16$'
        Read-Manifest | Should -Be $before
    }

    It 'sets it, and then has nothing to do' {
        $reports = $topology | Set-StaticPodArgument $component cluster-cidr 10.245.0.0/16
        $reports.State | Should -Be 'Committed', 'Committed', 'Committed'
        Read-Manifest | Should -BeLike '*--cluster-cidr=10.245.0.0/16*# as kubeadm chose it*'
        ($topology | Set-StaticPodArgument $component cluster-cidr 10.245.0.0/16).State | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
        & $Lab sh $topology.Nodes[0].Name -- sh -c 'ls -A /var/lib/hacontrolplane/ledger/files 2>/dev/null | grep kube-controller' | Should -BeNullOrEmpty
    }

    It 'puts it back where the component does not come back' {
        $before = Read-Manifest
        $reports = $topology.Nodes[0] | Set-StaticPodArgument $component cluster-cidr nonsense -WaitSeconds 5 -ErrorVariable problem -ErrorAction SilentlyContinue
        $reports.State | Should -Be 'Undone'
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP229,*'
        $problem.ErrorDetails.Message | Should -BeLike '*invalid CIDR address: nonsense*'
        Read-Manifest | Should -Be $before
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'HCP228'; Asked = @{ Component = 'etcd'; Name = 'v'; Value = '2' }; Says = '*there is no /etc/kubernetes/manifests/etcd.yaml*' }
        @{ Id = 'HCP391'; Asked = @{ Component = 'kube-controller-manager'; Name = 'v'; Value = '2'; Container = 'other' }; Says = "*no container 'other'*" }
        @{ Id = 'HCP395'; Asked = @{ Component = 'kube-controller-manager'; Name = '--v'; Value = '2' }; Says = '*is no argument*' }
        @{ Id = 'HCP399'; Asked = @{ Component = '../x'; Name = 'v'; Value = '2' }; Says = "*'../x' is no manifest's name*" }
    ) {
        $before = Read-Manifest
        $null = $topology.Nodes[0] | Set-StaticPodArgument @Asked -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $problem.ErrorDetails.Message | Should -BeLike $Says
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Read-Manifest | Should -Be $before
    }
}
