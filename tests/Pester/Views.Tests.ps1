BeforeAll {
    . $PSScriptRoot/Module.ps1
    $escape = [char]27
    Set-Content "$TestDrive/bad.yaml" 'name: bad', 'vip: x'
    $engine = (Get-Command Test-ControlPlaneTopology).OutputType.Type | Where-Object Name -EQ Finding | ForEach-Object Assembly

    # A record of the engine, made without its constructor: views read nothing but properties.
    function Get-Blank([string] $Type, [hashtable] $Values) {
        $object = [Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($engine.GetType("HaControlPlane.$Type", $true))
        foreach ($name in $Values.Keys) {
            $property = $object.GetType().GetProperty($name)
            $property.SetValue($object, [Management.Automation.LanguagePrimitives]::ConvertTo($Values[$name], $property.PropertyType))
        }

        $object
    }

    $diff = "--- /etc/x`n+++ /etc/x`n@@ -1 +1,2 @@`n-old`n+new`n+newer`n"
    $change = Get-Blank Rollout.FileChange @{ Path = '/etc/x'; Kind = 'Changed'; Diff = $diff }
    $finding = (Test-ControlPlaneTopology "$TestDrive/bad.yaml")[0]

    function Get-View([string] $Rendering, [scriptblock] $Show) {
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = $Rendering
            & $Show | Out-String -Width 120
        }
        finally {
            $PSStyle.OutputRendering = $before
        }
    }
}

Describe 'Views' {
    It 'show a finding''s weight in the colours of the user' {
        $view = Get-View Ansi { $finding }
        $view.Contains("$($PSStyle.Formatting.Error)Error$($PSStyle.Reset)") | Should -BeTrue
    }

    It 'obey a change of these colours' {
        $before = $PSStyle.Formatting.Error
        try {
            $PSStyle.Formatting.Error = $PSStyle.Foreground.Magenta
            (Get-View Ansi { $finding | Format-List }).Contains("$($PSStyle.Foreground.Magenta)Error") | Should -BeTrue
        }
        finally {
            $PSStyle.Formatting.Error = $before
        }
    }

    It 'colour the lines of a diff by what they do, and leave the text as it is' {
        $view = Get-View Ansi { $change | Format-List }
        foreach ($line in "$($PSStyle.Foreground.Red)-old", "$($PSStyle.Foreground.Green)+newer", "$($PSStyle.Foreground.Cyan)@@ -1") {
            $view.Contains($line) | Should -BeTrue -Because $line
        }

        (Get-View PlainText { $change | Format-List }) -replace '\s+', ' ' | Should -Match ([regex]::Escape(($diff -replace '\s+', ' ').Trim()))
    }

    It 'count the lines that come and go' {
        Get-View PlainText { $change | Format-Table } | Should -Match '/etc/x\s+2\s+1'
    }

    It 'are plain under <_>' -ForEach 'PlainText', 'Host' {
        foreach ($thing in $finding, $change) {
            Get-View $_ { $thing } | Should -Not -Match $escape
            Get-View $_ { $thing | Format-List } | Should -Not -Match $escape
        }
    }

    It 'are plain when PowerShell''s output is redirected, and no progress is in it' {
        $noColour = $env:NO_COLOR
        try {
            $env:NO_COLOR = $null
            $script = "Import-Module '$StagedModule'; Test-ControlPlaneTopology '$TestDrive/bad.yaml'; Get-ControlPlaneNode root@127.0.0.1:1 -ErrorAction Ignore"
            & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command $script > "$TestDrive/out.txt"
        }
        finally {
            $env:NO_COLOR = $noColour
        }

        # The heads of the columns are PowerShell's own, and it does colour them.
        $said = Get-Content "$TestDrive/out.txt"
        $said -match 'HCP\d{3}' | Should -HaveCount 3
        $said -match 'HCP\d{3}' -match $escape | Should -BeNullOrEmpty
        $said -match 'Asking nodes' | Should -BeNullOrEmpty
    }

    It 'are there for every type that a cmdlet returns: a table and a list' {
        $types = (Get-Command -Module HaControlPlane).OutputType.Type | Where-Object { $_ -and $_.Assembly -eq $engine } | Select-Object -Unique
        $types.Count | Should -BeGreaterThan 5
        foreach ($type in $types) {
            $controls = (Get-FormatData $type.FullName).FormatViewDefinition.Control
            $controls | Where-Object { $_ -is [Management.Automation.TableControl] } | Should -HaveCount 1 -Because $type.FullName
            $controls | Where-Object { $_ -is [Management.Automation.ListControl] } | Should -HaveCount 1 -Because $type.FullName
        }
    }
}
