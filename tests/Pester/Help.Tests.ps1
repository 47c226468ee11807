BeforeDiscovery {
    $pages = Get-ChildItem "$PSScriptRoot/../../docs/cmdlets/*.md" | ForEach-Object {
        $name = $_.BaseName
        $text = Get-Content $_ -Raw
        $examples = [regex]::Matches($text, '(?ms)^### ([^\n]+)\n.*?```powershell\n(.*?)```') | ForEach-Object {
            @{ Title = $_.Groups[1].Value; Code = $_.Groups[2].Value; Name = $name }
        }
        @{ Name = $name; Examples = @($examples) }
    }

    # These make text and contact nobody, so their examples are run as they stand. Files and nodes they name are made first.
    $texts = 'New-*', '*-ControlPlaneTopology'
    $runs = $pages | Where-Object { $name = $_.Name; $texts.Where({ $name -like $_ }) } | ForEach-Object { $_.Examples } |
        Where-Object { $_.Code -notmatch 'Install-|Set-Node|Set-ControlPlane|Test-ApiserverVip|~/|-Live|Read-Host' }
    if (-not $pages -or -not $runs) { throw 'There is no page of help, or no example that can be run: nothing would be tested.' }
}

Describe 'Help of <Name>' -ForEach $pages {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $command = Get-Command $Name
    }

    It 'is our own, whole' {
        $help = Get-Help $Name -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        # Without a help file PowerShell makes up a synopsis: the syntax.
        $help.Synopsis | Should -Not -BeLike "*$Name *``[*"
        $help.description.Text | Should -Not -BeNullOrEmpty
        $help.examples.example.Count | Should -BeGreaterOrEqual 3
        $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty
        Get-Help $Name -Examples | Out-String | Should -Match 'Example 3'
    }

    It 'tells of every parameter, and which are demanded' {
        $common = [Management.Automation.Cmdlet]::CommonParameters
        $optional = [Management.Automation.Cmdlet]::OptionalCommonParameters
        foreach ($parameter in $command.Parameters.Values.Where({ $_.Name -notin $common -and $_.Name -notin $optional })) {
            $help = Get-Help $Name -Parameter $parameter.Name
            $help.description.Text | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) is a parameter"
            $help.required | Should -BeIn "$($parameter.ParameterSets.Values.IsMandatory -contains $true)".ToLower(), "$($parameter.ParameterSets.Values.IsMandatory -notcontains $false)".ToLower()
        }
    }

    It 'has examples that name parameters the cmdlets have: <Title>' -ForEach $Examples {
        $errors = $null
        $tree = [Management.Automation.Language.Parser]::ParseInput($Code, [ref]$null, [ref]$errors)
        $errors | Should -BeNullOrEmpty
        $ours = $tree.FindAll({ param($node) $node -is [Management.Automation.Language.CommandAst] -and $node.GetCommandName() -match '-' }, $true)
        $ours.GetCommandName() | Should -Contain $Name
        foreach ($call in $ours) {
            $known = Get-Command $call.GetCommandName() -ErrorAction Stop
            foreach ($used in $call.CommandElements.Where({ $_ -is [Management.Automation.Language.CommandParameterAst] })) {
                $found = $known.Parameters.Values.Where({ $_.Name -like "$($used.ParameterName)*" -or $used.ParameterName -in $_.Aliases })
                $found | Should -Not -BeNullOrEmpty -Because "$($known.Name) is called with -$($used.ParameterName)"
            }
        }
    }
}

Describe 'Examples that make text' {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        Push-Location $TestDrive
        Copy-Item "$PSScriptRoot/data/good.yaml" cluster.yaml
        New-Item clusters -ItemType Directory | Out-Null
        Copy-Item cluster.yaml clusters
        Set-Content nodes.csv 'Name,Address,UserName,Become', 'master-1,192.168.20.151,admin,Sudo'
        $nodes = New-ControlPlaneNode master-1, master-2, master-3 192.168.20.151, 192.168.20.152, 192.168.20.153 -Interface eth1
        $topology = Import-ControlPlaneTopology cluster.yaml
    }

    AfterAll { Pop-Location }

    It 'run: <Name>, <Title>' -ForEach $runs {
        $nodes, $topology | Should -Not -BeNullOrEmpty
        # An example may write cluster.yaml itself.
        Get-ChildItem *.yaml | Remove-Item
        Copy-Item clusters/cluster.yaml cluster.yaml
        $said = & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$Code")) 3>$null
        if ($Code -notmatch 'Export-|Set-Content|Test-') { $said | Should -Not -BeNullOrEmpty }
    }
}
