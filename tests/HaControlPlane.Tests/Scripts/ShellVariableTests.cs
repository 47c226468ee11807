namespace HaControlPlane.Tests.Scripts;

/// <summary>No function of the node's shell overwrites a variable of its caller, nor lives on one.</summary>
public sealed class ShellVariableTests
{
    private static string[] Sources => Directory.GetFiles(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts"), "*.sh");

    [Fact]
    public void Every_variable_of_a_function_is_local_or_named_in_the_header()
    {
        Assert.True(Sources.Length > 20);
        var shared = Sources.SelectMany(s => ShellVariables.SharedIn(File.ReadAllText(s))).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Sources.SelectMany(s => ShellVariables.FlawsIn(Path.GetFileName(s), File.ReadAllText(s), shared)));
    }

    [Fact]
    public void What_one_module_shares_is_nowhere_a_local_variable()
    {
        var shared = Sources.SelectMany(s => ShellVariables.SharedIn(File.ReadAllText(s))).Except(["tx"]).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("tx_live", shared);
        var local = Sources.SelectMany(s => File.ReadLines(s)).Select(l => l.Trim()).Where(l => l.StartsWith("local ", StringComparison.Ordinal));
        Assert.DoesNotContain(local.SelectMany(l => l.Split(' ')[1..]), shared.Contains);
    }

    [Theory]
    [InlineData("f() {\n    folder=$1\n}", "folder")]
    [InlineData("f() {\n    local other\n    folder=${1%/*} other=x\n}", "folder")]
    [InlineData("f() {\n    if ! folder=$(pwd); then return 1; fi\n}", "folder")]
    [InlineData("f() {\n    while IFS= read -r folder; do :; done\n}", "folder")]
    [InlineData("f() {\n    while read -r step folder _; do :; done\n}", "step")]
    [InlineData("f() {\n    for folder in a b; do :; done\n}", "folder")]
    [InlineData("f() {\n    for folder; do :; done\n}", "folder")]
    [InlineData("f() { folder=$1; }", "folder")]
    [InlineData("f() {\n    case $1 in a) folder=b ;; esac\n}", "folder")]
    [InlineData("f() {\n    ls | { folder=$(cat); }\n}", "folder")]
    [InlineData("folder=/run", "folder")]
    [InlineData("f() {\n    rm -f \"$folder/x\"\n}", "folder")]
    [InlineData("f() {\n    local other\n    other=${folder:-}\n}", "folder")]
    [InlineData("# Shared: tx_live.\nf() {\n    local tx_live\n}", "tx_live")]
    [InlineData("# Shared: live.\nf() {\n    live=$1\n}", "live")]
    public void An_assignment_beyond_the_function_is_found(string source, string name) =>
        Assert.Contains(ShellVariables.FlawsIn("a.sh", source), f => f.Contains($"'{name}'", StringComparison.Ordinal));

    [Theory]
    [InlineData("f() {\n    local folder\n    folder=$1\n}")]
    [InlineData("f() {\n    local a b\n    while IFS= read -r a b; do :; done\n}")]
    [InlineData("# Shared: tx_live, tx.\nf() {\n    local tx\n    tx=$1 tx_live=$2\n}")]
    [InlineData("# Shared: tx_live,\n#   tx_mode.\nf() {\n    tx_mode=$1\n}")]
    [InlineData("f() {\n    printf '%s' \"$hacp_library\" >\"$1\"\n}")]
    [InlineData("f() {\n    say \"a line with folder=1 in it\"\n}")]
    [InlineData("f() {\n    perl -e 'my $a; folder=1;'\n}")]
    [InlineData("# A remark: folder=1\nf() {\n    # folder=2\n    :\n}")]
    public void What_stays_inside_is_no_flaw(string source) => Assert.Empty(ShellVariables.FlawsIn("a.sh", source));
}
