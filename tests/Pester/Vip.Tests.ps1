BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Test-ApiserverVip' {
    It 'tells of an endpoint that is not there, as a result and not as an error' {
        $result = Test-ApiserverVip 127.0.0.1 1 -ErrorVariable problem
        $result.Ok | Should -BeFalse
        $result.Stage | Should -Be 'Tcp'
        $result.Problem | Should -Not -BeNullOrEmpty
        $problem | Should -BeNullOrEmpty
        Test-ApiserverVip 127.0.0.1 1 -Quiet | Should -BeFalse
    }

    It 'ends when the pipeline wants no more' {
        $took = Measure-Command { Test-ApiserverVip 127.0.0.1 1 -Count 1000 -IntervalSeconds 0.05 | Select-Object -First 2 }
        $took.TotalSeconds | Should -BeLessThan 20
    }

    It 'stops on Ctrl+C and does not wait for the next try' {
        $shell = [powershell]::Create().AddScript("Import-Module '$StagedModule'; Test-ApiserverVip 127.0.0.1 1 -Wait -IntervalSeconds 60")
        $null = $shell.BeginInvoke()
        while (-not $shell.Runspace -or $shell.InvocationStateInfo.State -ne 'Running') { Start-Sleep -Milliseconds 50 }
        Start-Sleep 2
        (Measure-Command { $shell.Stop() }).TotalSeconds | Should -BeLessThan 10
        $shell.Dispose()
    }

    It 'refuses a file without certificates' {
        Set-Content "$TestDrive/ca.crt" 'no certificate'
        { Test-ApiserverVip 127.0.0.1 1 -CaFilePath "$TestDrive/ca.crt" } | Should -Throw -ErrorId 'NoAuthorities,*'
    }

    It 'refuses an authority together with -From, since nodes do not judge certificates' {
        Set-Content "$TestDrive/ca.crt" 'any'
        { Test-ApiserverVip 127.0.0.1 1 -From root@127.0.0.1 -CaFilePath "$TestDrive/ca.crt" } | Should -Throw -ErrorId 'AuthoritiesWithFrom,*'
    }

    It 'tells of a node that cannot be asked as an error' {
        Test-ApiserverVip 127.0.0.1 1 -From root@127.0.0.1:1 -Quiet -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeFalse
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
    }

    It 'only opens the connection with -TcpOnly' {
        $listener = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        try {
            $result = Test-ApiserverVip 127.0.0.1 $listener.LocalEndpoint.Port -TcpOnly
            $result.Ok, $result.Answer, $result.From | Should -Be $true, 'TCP open', 'here'
            $result | Out-String -Width 200 | Should -Match 'here\s+127\.0\.0\.1:\d+\s+True\s+[\d.]+\s+TCP open'
        }
        finally {
            $listener.Stop()
        }
    }

    It 'makes -Count attempts' {
        Test-ApiserverVip 127.0.0.1 -Port 1 -Count 3 -IntervalSeconds 0 | Should -HaveCount 3
    }
}

Describe 'Test-ApiserverVip on a node' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        $node = (Import-ControlPlaneTopology "$LabFolder/topology.yaml").Nodes[0]
    }

    AfterEach {
        & $Lab api $node.Name ok
    }

    It 'sees an API server that is ready, its certificate and its authority' {
        $result = Test-ApiserverVip $node.Address 6443 -CaFilePath "$LabFolder/ca.crt"
        $result.Ok, $result.StatusCode, $result.Certificate.Trusted | Should -Be $true, 200, $true
        $result.Stage | Should -Be 'Done'
        $result.Problem | Should -BeNullOrEmpty
    }

    It 'sees one that answers 500' {
        & $Lab api $node.Name fail
        $result = Test-ApiserverVip $node.Address 6443
        $result.Ok | Should -BeFalse
        $result.StatusCode | Should -Be 500
    }

    It 'sees one that hangs, after the time it was given' {
        & $Lab api $node.Name hang
        $result = Test-ApiserverVip $node.Address 6443 -TimeoutSeconds 0.5
        $result.Problem | Should -BeLike 'No answer within 0.5 s*'
    }

    It 'waits until it is well' {
        & $Lab api $node.Name fail
        $name = $node.Name
        $healing = Start-ThreadJob { Start-Sleep 1; & $using:Lab api $using:name ok }
        $results = Test-ApiserverVip $node.Address 6443 -Wait -IntervalSeconds 0.1
        $results[0].Ok | Should -BeFalse
        $results[-1].Ok | Should -BeTrue
        $healing | Wait-Job | Remove-Job
    }
}
