BeforeAll {
    . $PSScriptRoot/Module.ps1

    function Complete([string] $Line) {
        [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
    }
}

Describe 'The Tab key' {
    BeforeAll {
        Push-Location $TestDrive
        Copy-Item "$PSScriptRoot/data/good.yaml" cluster.yaml
        Set-Content notes.txt ''
        New-Item old -ItemType Directory | Out-Null
        Copy-Item cluster.yaml 'old/it''s one.yml'
    }

    AfterAll { Pop-Location }

    It 'offers topology files and folders' {
        (Complete 'Install-ControlPlaneLoadBalancer ').ListItemText | Should -Be 'cluster.yaml', 'old'
        (Complete 'Import-ControlPlaneTopology c').CompletionText | Should -Be './cluster.yaml'
        (Complete 'Test-ControlPlaneTopology ./old/').CompletionText | Should -Match 's one\.yml'
    }

    It 'offers the ids of errors and rules' {
        (Complete 'Get-ControlPlaneError HCP12').CompletionText | Should -Contain 'HCP122'
    }

    It 'offers every file where there is no topology' {
        (Complete 'Import-ControlPlaneTopology no').ListItemText | Should -Be 'notes.txt'
    }

    It 'offers the nodes of the file on the line, with their addresses' {
        $offers = Complete 'Uninstall-ControlPlaneLoadBalancer ./cluster.yaml -Forget '
        $offers.CompletionText | Should -Be 'master-1', 'master-2', 'master-3'
        $offers[0].ToolTip | Should -Be '192.168.20.151'
        (Complete 'Uninstall-ControlPlaneLoadBalancer ./cluster.yaml -Forget master-2').CompletionText | Should -Be 'master-2'
    }

    It 'offers nothing, and no error, where the file is none' {
        { Complete 'Uninstall-ControlPlaneLoadBalancer ./none.yaml -Forget ' } | Should -Not -Throw
        { Complete 'Uninstall-ControlPlaneLoadBalancer ./notes.txt -Forget ' } | Should -Not -Throw
    }

    It 'offers interfaces' {
        $here = [Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces().Where({ $_.NetworkInterfaceType -ne 'Loopback' }).Name
        (Complete 'New-ControlPlaneNode a 10.0.0.1 -Interface ').CompletionText | Should -Be @($here | Sort-Object)
    }

    It 'offers profiles and kinds' {
        (Complete 'New-HaproxyConfig -Profile ').CompletionText | Should -Contain 'Kubeadm'
        (Complete 'New-StaticPod -Kind ').CompletionText | Should -Contain 'Haproxy'
    }
}

Describe '-Node' {
    BeforeAll {
        function Read-Node($Node, $VirtualIP = '192.168.20.150') { (New-HaproxyConfig -Node $Node -VirtualIP $VirtualIP -Interface eth1 -WarningAction Ignore)[0].Node }
    }

    It 'takes user@host:port' {
        $node = Read-Node 'admin@192.168.20.151:2222'
        $node.Name, "$($node.Address)", $node.Ssh.User, $node.Ssh.Port, $node.Ssh.HostName | Should -Be '192.168.20.151', '192.168.20.151', 'admin', 2222, $null
    }

    It 'takes a name, and what it resolves to as the address' {
        { Read-Node 'localhost' } | Should -Throw '*127.0.0.1*' -Because 'a loopback address is no node''s'
        $nobody = 'nobody.invalid' | Get-ControlPlaneNode -ErrorVariable problem -ErrorAction SilentlyContinue
        $nobody | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
        $problem.TargetObject.Name | Should -Be 'nobody.invalid'
    }

    It 'takes an IPv6 address, with a port in brackets' {
        "$((Read-Node 'fd00::151' 'fd00::150').Address)" | Should -Be 'fd00::151'
        (Read-Node '[fd00::151]:2222' 'fd00::150').Ssh.Port | Should -Be 2222
    }

    It 'takes a hashtable of what New-ControlPlaneNode takes' {
        $node = Read-Node @{ Name = 'master-1'; Address = '192.168.20.151'; UserName = 'admin' }
        $node.Name, $node.Ssh.User | Should -Be 'master-1', 'admin'
    }

    It 'takes them mixed, and from the pipeline' {
        $nodes = '192.168.20.151', @{ Name = 'two'; Address = '192.168.20.152' }, (New-ControlPlaneNode three 192.168.20.153)
        $made = $nodes | New-HaproxyConfig -VirtualIP 192.168.20.150 -Interface eth1
        $made.Node.Name | Should -Be '192.168.20.151', 'two', 'three'
    }

    It 'says what is no node' -ForEach @(
        @{ Text = 'root@'; Says = "*'root@' is not a node; write name, user@host or user@host:port.*" }
        @{ Text = 'a:b'; Says = '*''b'' in ''a:b'' is not a port*' }
        @{ Text = 'a b'; Says = '*''a b'' is not a node*' }
        @{ Text = '-oProxyCommand=x'; Says = '*is not a node*' }
    ) {
        { Read-Node $Text } | Should -Throw $Says -ErrorId 'ParameterArgumentTransformationError,*'
        { Read-Node @{ Name = 'a'; Adress = '10.0.0.1' } } | Should -Throw '*Adress*'
    }
}
