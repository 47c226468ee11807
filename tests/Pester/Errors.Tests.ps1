BeforeAll {
    . $PSScriptRoot/Module.ps1
    Set-Content "$TestDrive/bad.yaml" 'nmae: bad'
    Set-Content "$TestDrive/empty.pem" 'not a certificate'
    $files = New-ControlPlaneNode a, b, c 192.0.2.1, 192.0.2.2, 192.0.2.3 |
        New-KeepalivedConfig -VirtualIP 192.0.2.9 -Interface eth0 -WarningAction SilentlyContinue
    $manifest = {
        param($spec)
        $pod = New-ControlPlaneNode a 192.0.2.1 | New-StaticPod -Kind Haproxy -VirtualIP 192.0.2.9 -WarningAction SilentlyContinue
        $pod.Content = "apiVersion: v1`nkind: Pod`nmetadata: {name: b}`nspec: {$spec}`n"
        $pod
    }
}

Describe 'An error of a cmdlet' {
    BeforeDiscovery {
        $cases = @(
            @{ Id = 'UnevenNodeLists'; Category = 'InvalidArgument'; Target = 'String[]'; Do = { New-ControlPlaneNode a, b 192.0.2.1 } }
            @{ Id = 'NoSuchFile'; Category = 'ObjectNotFound'; Target = 'String'; Do = { Import-ControlPlaneTopology "$TestDrive/none.yaml" } }
            @{ Id = 'NotAFile'; Category = 'InvalidArgument'; Target = 'String'; Do = { Test-ControlPlaneTopology -LiteralPath Env:PATH } }
            @{ Id = 'NoDirectory'; Category = 'ReadError'; Target = 'String'; Do = { Test-StaticPodManifest -LiteralPath "$TestDrive/none" } }
            @{ Id = 'FileNotWritten'; Category = 'WriteError'; Target = 'String'; Do = { Import-ControlPlaneTopology "$PSScriptRoot/data/good.yaml" | Export-ControlPlaneTopology "$TestDrive/no/folder/x.yaml" } }
            @{ Id = 'NoAuthorities'; Category = 'InvalidArgument'; Target = 'String'; Do = { Test-ApiserverVip 127.0.0.1 -CaFilePath "$TestDrive/empty.pem" } }
            @{ Id = 'HCP007'; Category = 'InvalidData'; Target = 'Finding'; Do = { Import-ControlPlaneTopology "$TestDrive/bad.yaml" } }
            @{ Id = 'NotAManifest'; Category = 'InvalidType'; Target = 'NodeFile'; Do = { $files | Install-StaticPod } }
            @{ Id = 'HCP280'; Category = 'InvalidData'; Target = 'NodeFile'; Do = { & $manifest 'serviceAccountName: b' | Install-StaticPod } }
            @{ Id = 'HCP281'; Category = 'InvalidData'; Target = 'NodeFile'; Do = { & $manifest 'containers: [{name: B, image: "b:1"}]' | Install-StaticPod } }
            @{ Id = 'HCP165'; Category = 'InvalidData'; Target = 'Finding'; Do = { New-ControlPlaneNode A 192.0.2.1 | New-KubeadmConfig -VirtualIP 192.0.2.9 -WarningAction SilentlyContinue } }
            @{ Id = 'HCP167'; Category = 'InvalidData'; Target = 'Finding'; Do = { Set-ControlPlaneCidr a@127.0.0.1 -ServiceCidr 10.0.0.0/8 -Confirm:$false } }
            @{ Id = 'HCP169'; Category = 'InvalidData'; Target = 'Finding'; Do = { Set-ControlPlaneCidr a@127.0.0.1 -PodCidr 10.0.0.0/16, 10.1.0.0/16 -Confirm:$false } }
            @{ Id = 'HCP201'; Category = 'ConnectionError'; Target = 'ControlPlaneNode'; Do = { Get-ControlPlaneNode 'root@127.0.0.1:1' } }
        )
    }

    It '<Id> has its id, category, target and remedy' -ForEach $cases {
        try { $said = & $Do 2>&1 } catch { $said = $_ }
        $problem = @($said | Where-Object { $_ -is [Management.Automation.ErrorRecord] })[0]
        $problem.FullyQualifiedErrorId | Should -Match "^$Id,HaControlPlane\.Commands\.\w+Command$"
        $problem.CategoryInfo.Category | Should -Be $Category
        $problem.CategoryInfo.TargetType | Should -Be $Target
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        "$problem" | Should -Not -BeNullOrEmpty
    }
}

Describe 'Errors as PowerShell handles them' {
    It 'sets $? and goes on' {
        $null = Import-ControlPlaneTopology "$TestDrive/none.yaml" -ErrorAction SilentlyContinue
        $? | Should -BeFalse
        $null = Import-ControlPlaneTopology "$PSScriptRoot/data/good.yaml"
        $? | Should -BeTrue
    }

    It 'is collected by -ErrorVariable, and added with +' {
        $null = Import-ControlPlaneTopology "$TestDrive/none1.yaml" -ErrorAction SilentlyContinue -ErrorVariable problems
        $null = Import-ControlPlaneTopology "$TestDrive/none2.yaml" -ErrorAction SilentlyContinue -ErrorVariable +problems
        $problems.TargetObject | ForEach-Object { Split-Path $_ -Leaf } | Should -Be 'none1.yaml', 'none2.yaml'
    }

    It 'leaves no trace under -ErrorAction Ignore' {
        $before = $Error.Count
        $null = Import-ControlPlaneTopology "$TestDrive/none.yaml" -ErrorAction Ignore
        $Error.Count | Should -Be $before
    }

    It 'is thrown under -ErrorAction Stop, and caught with its id' {
        $caught = try { Import-ControlPlaneTopology "$TestDrive/none.yaml" -ErrorAction Stop } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -Be 'NoSuchFile,HaControlPlane.Commands.ImportControlPlaneTopologyCommand'
        $caught.ErrorDetails.RecommendedAction | Should -Match 'LiteralPath'
    }

    It 'obeys $ErrorActionPreference' {
        $ErrorActionPreference = 'Stop'
        { Import-ControlPlaneTopology "$TestDrive/none.yaml" } | Should -Throw -ErrorId 'NoSuchFile,*'
    }

    It 'of one file does not hide the others' {
        $topologies = "$TestDrive/none.yaml", "$PSScriptRoot/data/good.yaml", "$TestDrive/bad.yaml" |
            Import-ControlPlaneTopology -ErrorAction SilentlyContinue -ErrorVariable problems
        $topologies.Name | Should -Be 'good'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NoSuchFile,*'
        $problems.FullyQualifiedErrorId | Where-Object { $_ -like 'HCP007,*' } | Should -HaveCount 1
    }

    It 'of one node does not hide that of another' {
        $nodes = 1, 2, 3 | ForEach-Object { New-ControlPlaneNode "n$_" 127.0.0.1 -Port $_ }
        $facts = $nodes | Get-ControlPlaneNode -ErrorAction SilentlyContinue -ErrorVariable problems
        $facts | Should -BeNullOrEmpty
        $problems.TargetObject.Name | Sort-Object | Should -Be 'n1', 'n2', 'n3'
        $problems.CategoryInfo.Category | Select-Object -Unique | Should -Be 'ConnectionError'
    }

    It 'is documented' -ForEach 'HCP201', 'HCP007', 'NoSuchFile' {
        $id = $_
        Get-Content (Join-Path (Split-Path (Split-Path $PSScriptRoot)) docs/errors.md) | Where-Object { $_ -like "| $id |*" } | Should -HaveCount 1
    }
}

Describe 'Errors of nodes' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
        $nodes = @($topology.Nodes[0]; New-ControlPlaneNode nobody 127.0.0.1 -Port 1; $topology.Nodes[1])
    }

    It 'do not hide the nodes that answer' {
        $facts = $nodes | Get-ControlPlaneNode -ErrorAction SilentlyContinue -ErrorVariable problem
        $facts.Node.Name | Should -Be 'node-1', 'node-2'
        $problem.TargetObject.Name | Should -Be 'nobody'
    }

    It 'come after what the others said, so that -ErrorAction Stop loses nothing' {
        $facts = [Collections.Generic.List[object]]::new()
        { $nodes | Get-ControlPlaneNode -ErrorAction Stop | ForEach-Object { $facts.Add($_) } } | Should -Throw -ErrorId 'HCP201,*'
        $facts.Node.Name | Should -Be 'node-1', 'node-2'
    }
}
