Describe '-Credential without nodes' {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $secret = [Net.NetworkCredential]::new('', 'pw').SecurePassword
    }

    It 'is taken by every cmdlet that contacts nodes' {
        $nodeCommands = Get-Command -Module HaControlPlane | Where-Object { $_.Parameters.ContainsKey('BecomePassword') }
        $nodeCommands.Count | Should -BeGreaterThan 5
        $nodeCommands | Where-Object { $_.Parameters['Credential'].ParameterType -ne [pscredential] } | Should -BeNullOrEmpty
    }

    It 'refuses a user that the SSH client would take for something else' -ForEach '-oProxyCommand=x', 'a b', 'a;b' {
        $problem = { Get-ControlPlaneNode root@127.0.0.1:1 -Credential ([pscredential]::new($_, $secret)) } | Should -Throw -ErrorId 'HCP126,*' -PassThru
        $problem.CategoryInfo.Category | Should -Be 'InvalidData'
        "$problem" | Should -Not -Match 'pw'
    }

    It 'takes a credential as the sudo password' {
        Get-ControlPlaneNode root@127.0.0.1:1 -BecomePassword ([pscredential]::new('x', $secret)) -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
    }
}

Describe '-Credential' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $addresses = (Import-ControlPlaneTopology "$LabFolder/topology.yaml").Nodes | ForEach-Object Address
        $nodes = New-ControlPlaneNode node-1, node-2, node-3 $addresses -KnownHostsPath "$LabFolder/known_hosts" -Become Sudo
        $password = 'Vw8-it''s "secret"'
        $credential = [pscredential]::new('pwuser', [Net.NetworkCredential]::new('', $password).SecurePassword)
        $setUp = @'
useradd -m -s /bin/sh pwuser
printf 'pwuser:%s\n' "$1" | chpasswd
echo 'pwuser ALL=(ALL) ALL' >/etc/sudoers.d/pwuser
printf 'Match User pwuser\n    PasswordAuthentication yes\n' >>/etc/ssh/sshd_config
'@
        foreach ($node in $nodes.Name) {
            $null = & $Lab sh $node -- sh -ec $setUp sh $password
            Invoke-Fault $node stop sshd
            Invoke-Fault $node start sshd
        }
    }

    It 'logs in and becomes root with the same password' {
        $facts = $nodes | Get-ControlPlaneNode -Credential $credential
        $facts.HostName | Should -Be 'node-1', 'node-2', 'node-3'
    }

    It 'is one error a node when the password is wrong, and says nothing of it' {
        $wrong = [pscredential]::new('pwuser', [Net.NetworkCredential]::new('', 'wrong-pw').SecurePassword)
        $facts = $nodes | Get-ControlPlaneNode -Credential $wrong -ErrorAction SilentlyContinue -ErrorVariable problems -Verbose 4>&1
        $facts | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] } | Should -BeNullOrEmpty
        $problems | Should -HaveCount 3
        $problems.CategoryInfo.Category | Select-Object -Unique | Should -Be 'AuthenticationError'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'HCP209,*'
        $problems[0].ErrorDetails.RecommendedAction | Should -Match 'PasswordAuthentication'
        "$problems $facts" | Should -Not -Match 'wrong-pw'
    }

    It 'gives sudo another password where it has one' {
        $other = [Net.NetworkCredential]::new('', 'not-for-sudo').SecurePassword
        $null = $nodes[0] | Get-ControlPlaneNode -Credential $credential -BecomePassword $other -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP205,*'
        ($nodes[0] | Get-ControlPlaneNode -Credential $credential -BecomePassword $credential).HostName | Should -Be 'node-1'
    }

    It 'rolls out' {
        $reports = $nodes | New-ApiserverCheck -VirtualIP (Import-ControlPlaneTopology "$LabFolder/topology.yaml").Endpoint.VirtualIPs -Interface eth1 -WarningAction SilentlyContinue |
            Install-NodeFile -Credential $credential -WhatIf 6>$null
        $reports | Should -HaveCount 3
    }

    AfterAll {
        foreach ($node in $nodes.Name) { $null = & $Lab sh $node -- sh -c 'userdel -r pwuser; rm -f /etc/sudoers.d/pwuser' 2>$null }
    }
}
