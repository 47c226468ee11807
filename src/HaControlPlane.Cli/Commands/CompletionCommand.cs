using System.CommandLine;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp completion SHELL</c>: a script that has a shell complete verbs, options and their values.</summary>
internal static class CompletionCommand
{
    /// <summary>Each asks this program itself, by System.CommandLine's directive; where it knows nothing, files are completed.</summary>
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # hacp completion bash. To use it: source <(hacp completion bash)
            _hacp() {
                local words
                words=$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null </dev/null) || return 0
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}")
            }
            complete -o bashdefault -o default -F _hacp hacp
            """,
        ["zsh"] = """
            #compdef hacp
            # hacp completion zsh. To use it: source <(hacp completion zsh), after compinit.
            _hacp() {
                local -a suggested
                suggested=("${(@f)$("${words[1]}" "[suggest:${#BUFFER}]" "$BUFFER" 2>/dev/null </dev/null)}")
                compadd -a suggested
                _files
            }
            compdef _hacp hacp
            """,
        ["fish"] = """
            # hacp completion fish. To use it: hacp completion fish | source
            complete -c hacp -a '(hacp "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null </dev/null)'
            """,
        ["pwsh"] = """
            # hacp completion pwsh. To use it: hacp completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName hacp -ScriptBlock {
                param($word, $line, $position)
                & "$($line.CommandElements[0])" "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print a script by which a shell completes hacp's verbs, options and values.") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.Write(Scripts[parsed.GetRequiredValue(shell)].ReplaceLineEndings("\n") + "\n");
            return ExitCode.Done;
        });
        return command;
    }
}
