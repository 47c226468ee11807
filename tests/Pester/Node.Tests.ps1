BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'New-ControlPlaneNode' {
    It 'takes names and addresses by position' {
        $nodes = New-ControlPlaneNode master-1, master-2 192.168.20.151, 192.168.20.152 -UserName root
        $nodes.Name | Should -Be 'master-1', 'master-2'
        "$($nodes[1].Address)" | Should -Be '192.168.20.152'
        $nodes.Ssh.User | Should -Be 'root', 'root'
    }

    It 'takes an inventory from a CSV file, where an empty cell says nothing' {
        Set-Content "$TestDrive/nodes.csv" @(
            'Name,Address,Priority,ComputerName,UserName,Port,Become,Transport'
            'master-1,192.168.20.151,101,m1.example,admin,2222,Sudo,OpenSsh'
            'master-2,192.168.20.152,,,,,,'
        )
        $nodes = Import-Csv "$TestDrive/nodes.csv" | New-ControlPlaneNode
        $nodes[0].Priority | Should -Be 101
        $nodes[0].Ssh.HostName | Should -Be 'm1.example'
        $nodes[0].Ssh.Port | Should -Be 2222
        $nodes[0].Ssh.Become | Should -Be 'Sudo'
        $nodes[1].Priority, $nodes[1].Ssh.HostName, $nodes[1].Ssh.User, $nodes[1].Ssh.Port | Should -Be $null, $null, $null, $null
        $nodes[1].Ssh.Become, $nodes[1].Ssh.Transport | Should -Be 'None', 'Auto'
        $nodes[0].Ssh.Transport | Should -Be 'OpenSsh'
    }

    It 'makes a relative key file absolute and leaves ~ to the SSH client' {
        Push-Location $TestDrive
        try {
            (New-ControlPlaneNode a 10.0.0.1 -KeyFilePath id).Ssh.KeyFile | Should -Be (Join-Path (Get-Location).ProviderPath 'id')
            (New-ControlPlaneNode a 10.0.0.1 -IdentityFile '~/.ssh/id').Ssh.KeyFile | Should -Be '~/.ssh/id'
        }
        finally { Pop-Location }
    }

    It 'refuses as an address what nobody means by one' -ForEach '1', '10.1', '010.0.0.1', 'master-1', '[::1]:80' {
        { New-ControlPlaneNode a $_ } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'refuses lists of different lengths' {
        New-ControlPlaneNode a, b 10.0.0.1 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'UnevenNodeLists,*'
        $problem.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
