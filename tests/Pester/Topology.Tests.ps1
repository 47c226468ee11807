BeforeAll {
    . $PSScriptRoot/Module.ps1
    $good = "$PSScriptRoot/data/good.yaml"
    $bad = "$PSScriptRoot/data/bad.yaml"
}

Describe 'Import-ControlPlaneTopology' {
    It 'reads a file' {
        $topology = Import-ControlPlaneTopology $good
        $topology.Name | Should -Be 'good'
        $topology.Nodes.Name | Should -Be 'master-1', 'master-2', 'master-3'
        $topology.Endpoint.Port | Should -Be 8443
    }

    It 'gives lists that can be indexed and looked through' {
        $topology = Import-ControlPlaneTopology $good
        $topology.Nodes[1].Name | Should -Be 'master-2'
        $topology.Nodes.Address.IPAddressToString | Should -Be '192.168.20.151', '192.168.20.152', '192.168.20.153'
        $topology.Endpoint.VirtualIPs[0].IPAddressToString | Should -Be '192.168.20.150'
    }

    It 'names every mistake with its place, id, category and remedy, and gives no topology' {
        $topology = Import-ControlPlaneTopology $bad -ErrorVariable mistakes -ErrorAction SilentlyContinue
        $topology | Should -BeNullOrEmpty
        $mistakes.FullyQualifiedErrorId | Should -Contain 'HCP007,HaControlPlane.Commands.ImportControlPlaneTopologyCommand'
        $mistakes.FullyQualifiedErrorId | Should -Contain 'HCP010,HaControlPlane.Commands.ImportControlPlaneTopologyCommand'
        "$($mistakes[0])" | Should -BeLike "*bad.yaml:4:3: 'prot'*"
        $mistakes[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $mistakes[0].ErrorDetails.RecommendedAction | Should -BeLike '*port*'
        $mistakes[0].TargetObject.Id | Should -Be 'HCP007'
    }

    It 'goes on to the next file after a bad one' {
        (Import-ControlPlaneTopology "$PSScriptRoot/data/*.yaml" -ErrorAction SilentlyContinue).Name | Should -Be 'good'
    }

    It 'takes files from Get-ChildItem and paths from the pipeline' {
        (Get-ChildItem $good | Import-ControlPlaneTopology).Name | Should -Be 'good'
        ($good | Import-ControlPlaneTopology).Name | Should -Be 'good'
    }

    It 'takes a literal path with wildcard characters in it' {
        Copy-Item $good "$TestDrive/a[1].yaml"
        (Import-ControlPlaneTopology -LiteralPath "$TestDrive/a[1].yaml").Name | Should -Be 'good'
    }

    It 'finds a relative path from PowerShell''s location, not the process''s' {
        Push-Location $PSScriptRoot/data
        try { (Import-ControlPlaneTopology good.yaml).Name | Should -Be 'good' } finally { Pop-Location }
    }

    It 'says that a file is missing' -ForEach @(
        @{ Path = 'nowhere.yaml' }
        @{ Path = 'nowhere*.yaml' }
    ) {
        $null = Import-ControlPlaneTopology $Path -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'NoSuchFile,*'
        $problem.CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'refuses what is no file' {
        $null = Import-ControlPlaneTopology variable:PSHOME -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'NotAFile,*'
    }

    It 'stops at the first mistake under -ErrorAction Stop' {
        { Import-ControlPlaneTopology $bad -ErrorAction Stop } | Should -Throw -ErrorId 'HCP007,*'
    }
}

Describe 'Test-ControlPlaneTopology' {
    It 'returns findings as objects' {
        $findings = Test-ControlPlaneTopology $bad
        $findings[0].PSTypeNames[0] | Should -Be 'HaControlPlane.Topology.Finding'
        $findings.Id | Should -Contain 'HCP007'
        $findings.Id | Should -Contain 'HCP010'
    }

    It 'says True or False with -Quiet' {
        Test-ControlPlaneTopology $good, $bad -Quiet | Should -Be $true, $false
    }

    It 'takes topologies from the pipeline' {
        Import-ControlPlaneTopology $good | Test-ControlPlaneTopology -Quiet | Should -BeTrue
    }
}

Describe 'Export-ControlPlaneTopology' {
    BeforeEach {
        $topology = Import-ControlPlaneTopology $good
        $file = "$TestDrive/$(New-Guid).yaml"
    }

    It 'writes what Import-ControlPlaneTopology reads back' {
        $topology | Export-ControlPlaneTopology $file
        $back = Import-ControlPlaneTopology $file
        $back.Name | Should -Be $topology.Name
        $back.LoadBalancer | Should -Be $topology.LoadBalancer
        $back.Nodes.Address.IPAddressToString | Should -Be '192.168.20.151', '192.168.20.152', '192.168.20.153'
    }

    It 'returns the file only with -PassThru' {
        $topology | Export-ControlPlaneTopology $file | Should -BeNullOrEmpty
        ($topology | Export-ControlPlaneTopology $file -PassThru).FullName | Should -Be (Get-Item $file).FullName
    }

    It 'writes nothing under -WhatIf' {
        $topology | Export-ControlPlaneTopology $file -WhatIf
        $file | Should -Not -Exist
    }

    It 'replaces no file under -NoClobber' {
        Set-Content $file 'mine'
        $topology | Export-ControlPlaneTopology $file -NoClobber -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
        Get-Content $file | Should -Be 'mine'
    }

    It 'never writes two topologies into one file' {
        $topology, $topology | Export-ControlPlaneTopology $file -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem | Should -HaveCount 1
    }

    It 'leaves the password out, unless told otherwise' {
        $withPassword = "$TestDrive/password.yaml"
        (Get-Content $good -Raw) -replace 'virtualRouterId', "profile: kubeadm`n  authPass: s3cr3t`n  virtualRouterId" | Set-Content $withPassword
        $topology = Import-ControlPlaneTopology $withPassword
        $topology | Export-ControlPlaneTopology $file
        Get-Content $file -Raw | Should -Not -Match 's3cr3t'
        $topology | Export-ControlPlaneTopology $file -IncludeSecret
        Get-Content $file -Raw | Should -Match 's3cr3t'
        $topology | Format-List * | Out-String | Should -Not -Match 's3cr3t'
    }

    It 'lets only the owner read a file with the password' -Skip:$IsWindows {
        $topology | Export-ControlPlaneTopology $file -IncludeSecret
        (Get-Item $file).UnixMode | Should -Be '-rw-------'
    }
}

Describe 'New-ControlPlaneTopology' {
    It 'makes a topology of nodes from the pipeline that others take' {
        $file = "$TestDrive/new.yaml"
        New-ControlPlaneNode a, b, c 192.168.20.151, 192.168.20.152, 192.168.20.153 |
            New-ControlPlaneTopology prod 192.168.20.150 -RunAs Service | Export-ControlPlaneTopology $file
        $read = Import-ControlPlaneTopology $file
        $read.Nodes.Name | Should -Be 'a', 'b', 'c'
        $read.Endpoint.Port, $read.LoadBalancer.RunAs | Should -Be 8443, 'Service'
    }

    It 'takes the API servers'' own port for kube-vip' {
        ('a', 'b', 'c' | ForEach-Object { $i = 150 } { $i++; New-ControlPlaneNode $_ "192.168.20.$i" } | New-ControlPlaneTopology prod 192.168.20.150 -Kind KubeVip).Endpoint.Port | Should -Be 6443
    }

    It 'returns none that a rule refuses, and says why' {
        New-ControlPlaneNode a 192.168.20.150 | New-ControlPlaneTopology prod 192.168.20.150 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Match '^HCP1\d\d,'
    }
}

Describe 'Get-ControlPlaneError' {
    It 'explains an id, and an error record' {
        (Get-ControlPlaneError hcp122).Title | Should -Match 'same address'
        Import-ControlPlaneTopology "$TestDrive/none-[a].yaml" -ErrorVariable problem -ErrorAction SilentlyContinue
        ($problem[0] | Get-ControlPlaneError).Id | Should -Be 'NoSuchFile'
    }

    It 'lists all of them' {
        (Get-ControlPlaneError).Count | Should -BeGreaterThan 150
    }

    It 'names the nearest of an unknown one' {
        Get-ControlPlaneError HCP12x -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'NoSuchId,*'
        "$problem" | Should -Match 'Did you mean HCP12'
    }
}
