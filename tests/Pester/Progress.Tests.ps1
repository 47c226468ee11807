BeforeAll {
    . $PSScriptRoot/Module.ps1

    # What a session of its own shows: its streams can be read afterwards.
    function Invoke-Session([string] $Script) {
        $shell = [powershell]::Create().AddScript("Import-Module '$StagedModule'; $Script")
        try {
            $null = $shell.Invoke()
            , @($shell.Streams.Progress)
        }
        finally {
            $shell.Dispose()
        }
    }

    function Assert-Clean([object[]] $Records) {
        $Records | Should -Not -BeNullOrEmpty
        foreach ($bar in $Records | Group-Object ActivityId) {
            $bar.Group[-1].RecordType | Should -Be 'Completed' -Because "bar $($bar.Name) must go"
        }
    }
}

Describe 'Progress' {
    It 'is one bar, a child for each node, and gone after errors' {
        $records = Invoke-Session 'Get-ControlPlaneNode a@127.0.0.1:1, b@127.0.0.1:1 -ErrorAction SilentlyContinue'
        Assert-Clean $records
        ($records | Where-Object ParentActivityId -LT 0 | Select-Object -ExpandProperty ActivityId -Unique) | Should -Be 0
        $children = $records | Where-Object ParentActivityId -EQ 0
        $children | Should -Not -BeNullOrEmpty
        $children.StatusDescription | Should -Not -BeNullOrEmpty
    }

    It 'is gone when an error ends the pipeline' {
        Assert-Clean (Invoke-Session 'try { Get-ControlPlaneNode a@127.0.0.1:1 -ErrorAction Stop } catch { }')
    }

    It 'is not in what is redirected' {
        $said = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command "Import-Module '$StagedModule'; Get-ControlPlaneNode a@127.0.0.1:1" 2>&1 | Out-String
        $said | Should -Match 'HCP201|No SSH connection'
        $said | Should -Not -Match 'Looking at|Asking|\r[^\n]'
    }
}

Describe 'Progress and colours with nodes' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $topology = "$LabFolder/topology.yaml"
    }

    It 'shows each node by its name with what it does now, and goes' {
        $records = Invoke-Session "Import-ControlPlaneTopology '$topology' | Install-ControlPlaneLoadBalancer -WhatIf"
        Assert-Clean $records
        ($records | Where-Object ParentActivityId -EQ 0 | Select-Object -ExpandProperty Activity -Unique | Sort-Object) | Should -Be 'node-1', 'node-2', 'node-3'
    }

    It 'paints the diff of -WhatIf where <Rendering> is wanted: <Painted>' -ForEach @(
        @{ Rendering = 'Ansi'; Painted = $true }
        @{ Rendering = 'PlainText'; Painted = $false }
        @{ Rendering = 'Host'; Painted = $false }
    ) {
        # The port differs, whatever other tests installed.
        $changed = "$TestDrive/changed.yaml"
        (Get-Content $topology -Raw) -replace '(?s)^(.*?endpoint:.*?port: )\d+', '${1}9555' | Set-Content $changed
        $said = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command "
            `$PSStyle.OutputRendering = '$Rendering'
            Import-Module '$StagedModule'
            Import-ControlPlaneTopology '$changed' -WarningAction Ignore | Install-ControlPlaneLoadBalancer -WhatIf -SkipPreflight -InformationVariable said -ErrorAction Ignore 6>`$null | Out-Null
            `$said -join '' | ConvertTo-Json -Compress"
        # The questions of -WhatIf go before it, straight to the screen.
        $text = @($said)[-1] | ConvertFrom-Json
        $text | Should -Match 'bind \*:9555'
        $text.Contains("`e[32m+") | Should -Be $Painted
        $text.Contains("`e[36m@@") | Should -Be $Painted
        $text.Contains("`e[") | Should -Be $Painted
    }
}
