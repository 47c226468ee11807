BeforeAll {
    . $PSScriptRoot/Module.ps1
    $pod = "kind: Pod`nmetadata: {name: a}`nspec:`n  containers: [{name: a, image: 'r/a:1'}]`n"
    $null = New-Item "$TestDrive/good", "$TestDrive/bad[1]" -ItemType Directory
    Set-Content "$TestDrive/good/a.yaml" $pod
    Set-Content -LiteralPath "$TestDrive/bad[1]/a.yaml", "$TestDrive/bad[1]/a.yaml.bak" $pod
}

Describe 'Test-StaticPodManifest' {
    It 'has nothing to say about a good directory' {
        Test-StaticPodManifest "$TestDrive/good" | Should -BeNullOrEmpty
        Test-StaticPodManifest "$TestDrive/good" -Quiet | Should -BeTrue
    }

    It 'finds a backup and the pod it doubles' {
        (Test-StaticPodManifest -LiteralPath "$TestDrive/bad[1]").Id | Should -Be 'HCP304', 'HCP303'
        Test-StaticPodManifest -LiteralPath "$TestDrive/bad[1]" -Quiet | Should -BeFalse
    }

    It 'says that a directory is missing' {
        $null = Test-StaticPodManifest -LiteralPath "$TestDrive/nowhere" -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'NoDirectory,*'
    }
}

Describe 'Test-StaticPodManifest -Node' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        $nodes = (Import-ControlPlaneTopology "$LabFolder/topology.yaml").Nodes
        $manifest = '/etc/kubernetes/manifests/.idle.yaml', '/etc/kubernetes/manifests/idle.yaml'
        $pod = "kind: Pod`nmetadata: {name: a}`nspec:`n  containers: [{name: a, image: 'r/a:1', env: [{name: A, value: s3cret}]}]`n" +
            "  volumes:`n  - {name: v, hostPath: {path: /etc/none.cfg, type: File}}`n  - {name: w, hostPath: {path: /etc, type: File}}`n"
        $pod | & $Lab sh $nodes[0].Name -- /bin/sh -c "cat >$($manifest[0]) && mv $($manifest[0]) $($manifest[1])"
    }

    AfterAll { & $Lab sh $nodes[0].Name -- rm -f $manifest }

    It 'finds what is missing on the node, and names it' {
        $found = Test-StaticPodManifest -Node $nodes
        $live = $found | Where-Object Id -In HCP310, HCP312
        $live.Id | Should -Be 'HCP310', 'HCP312'
        $live.Node | Should -Be $nodes[0].Name, $nodes[0].Name
        $live[0].What | Should -Be '/etc/none.cfg is not there, and its type is File.'
        "$($found | Format-List | Out-String)" | Should -Not -Match 's3cret'
        "$($live | Format-Table | Out-String -Width 200)" | Should -Match "$($nodes[0].Name):idle\.yaml:6:"
    }

    It 'says once for each node whether all is well, and what could not be asked' {
        Test-StaticPodManifest -Node $nodes -Quiet | Should -Be $false, $true, $true
        $null = Test-StaticPodManifest -Node (New-ControlPlaneNode a 127.0.0.1 -Port 9) -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
    }
}
