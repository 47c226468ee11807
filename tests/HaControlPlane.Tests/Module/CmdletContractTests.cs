using System.Management.Automation;
using static HaControlPlane.Tests.Module.ModuleMetadata;

namespace HaControlPlane.Tests.Module;

/// <summary>What every cmdlet of a well-made module keeps to, read from metadata.</summary>
public sealed class CmdletContractTests
{
    /// <summary>The verbs of Get-Verb that this module uses; a new one is looked up there before it is added here.</summary>
    private static readonly string[] ApprovedVerbs =
        ["New", "Get", "Set", "Remove", "Import", "Export", "Test", "Install", "Uninstall", "Compare", "Repair", "Measure"];

    private static readonly string[] MutatingVerbs = ["Set", "Remove", "Export", "Install", "Uninstall", "Repair", "Measure"];

    public static TheoryData<string> Names => [.. ModuleMetadata.Commands.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_is_a_sealed_class_named_for_its_verb_and_noun(string name)
    {
        var command = Find(name);
        Assert.Contains(VerbOf(command), ApprovedVerbs);
        Assert.True(command.IsSealed);
        Assert.Equal(VerbOf(command) + NounOf(command) + "Command", command.Name);
        Assert.True(File.Exists(RepositoryRoot.Combine("src", "HaControlPlane", "Commands", command.Name + ".cs")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_that_changes_something_asks_first(string name) =>
        Assert.Equal(MutatingVerbs.Contains(VerbOf(Find(name))), Named(Find(name), "SupportsShouldProcess") is true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_says_which_public_types_it_returns(string name)
    {
        var types = OutputTypes(Find(name)).ToList();
        Assert.NotEmpty(types);
        Assert.All(types, t => Assert.True(t is { IsPublic: true, IsAbstract: false } && t != typeof(object) && t != typeof(PSObject)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parameter_set_takes_at_most_one_parameter_from_the_pipeline_by_value(string name)
    {
        var bySet = Parameters(Find(name))
            .SelectMany(p => Data<ParameterAttribute>(p))
            .Select(a => a.NamedArguments.ToDictionary(n => n.MemberName, n => n.TypedValue.Value))
            .Where(a => a.GetValueOrDefault("ValueFromPipeline") is true)
            .GroupBy(a => a.GetValueOrDefault("ParameterSetName"));
        Assert.AllIfAny(bySet, s => Assert.Single(s));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_are_named_as_the_ecosystem_names_them(string name)
    {
        string[] foreign = ["Host", "Server", "User", "IdentityFile", "ComputerName", "File", "Concurrency", "Timeout", "Password"];
        Assert.All(Parameters(Find(name)), p => Assert.DoesNotContain(p.Name, foreign));
    }

    /// <summary>What Get- reads first, Set- and Remove- of the same noun take first, too; and by the same name.</summary>
    [Fact]
    public void The_cmdlets_of_a_noun_take_the_same_argument_at_the_same_position()
    {
        var families = ModuleMetadata.Commands.GroupBy(NounOf).Where(f => f.Count() > 1).ToArray();
        Assert.Contains(families, f => f.Key == "NodeSysctl");
        foreach (var family in families)
        {
            var places = family.SelectMany(PlacesOf).ToArray();
            foreach (var group in places.GroupBy(p => p.Parameter))
            {
                // By name only is right where another set has something else at that place.
                var at = group.Select(p => p.At).Max();
                Assert.All(group, p => Assert.True(
                    p.At == at || (p.At is null && places.Any(o => o.Command == p.Command && o.At == at && o.Set != p.Set && o.Set is not null && p.Set is not null)),
                    $"{p.Command} -{p.Parameter} stands at {p.At?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no position"}; elsewhere it is {at}"));
            }
        }
    }

    /// <summary>Each parameter in each of its sets; no set stands for all, no position for by name only.</summary>
    private static IEnumerable<(string Command, string Parameter, string? Set, int? At)> PlacesOf(Type command) =>
        from parameter in Parameters(command)
        from attribute in Data<ParameterAttribute>(parameter)
        let named = attribute.NamedArguments.ToDictionary(n => n.MemberName, n => n.TypedValue.Value)
        select (NameOf(command), parameter.Name, named.GetValueOrDefault("ParameterSetName") as string, named.GetValueOrDefault("Position") as int?);

    /// <summary>
    /// PowerShell loads every public type before the module can say where its engine is. A field of an engine's enum or
    /// struct needs the engine there and then, and the import fails.
    /// </summary>
    [Fact]
    public void No_public_type_holds_a_field_of_an_engines_value_type()
    {
        const System.Reflection.BindingFlags All = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static
            | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly;
        var engine = typeof(HaControlPlane.Topology.ControlPlaneTopology).Assembly;
        var fields = Assembly.GetExportedTypes().SelectMany(t => t.GetFields(All)).Where(f => !f.IsLiteral);
        Assert.All(fields, f => Assert.False(
            f.FieldType.IsValueType && new[] { f.FieldType }.Concat(f.FieldType.GetGenericArguments()).Any(t => t.Assembly == engine),
            $"{f.DeclaringType!.Name}.{f.Name}"));
    }

    private static Type Find(string name) => ModuleMetadata.Commands.Single(c => NameOf(c) == name);
}
