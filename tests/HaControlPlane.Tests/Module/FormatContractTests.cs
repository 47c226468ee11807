using System.Text.RegularExpressions;
using System.Xml.Linq;
using static HaControlPlane.Tests.Module.ModuleMetadata;

namespace HaControlPlane.Tests.Module;

/// <summary>The format file shows every type the cmdlets return, and only what these types have.</summary>
public sealed partial class FormatContractTests
{
    private static readonly System.Reflection.Assembly[] Owners = [Assembly, typeof(HaControlPlane.Topology.ControlPlaneTopology).Assembly];

    [Fact]
    public void Every_type_of_ours_that_a_cmdlet_returns_has_a_table_of_four_to_six_columns_and_a_list()
    {
        var types = ModuleMetadata.Commands.SelectMany(OutputTypes).Where(t => Owners.Contains(t.Assembly)).Distinct();
        Assert.All(types, type =>
        {
            var views = Views().Where(v => TypeNameOf(v) == type.FullName).ToList();
            Assert.Single(views, v => v.Element("TableControl") is not null);
            Assert.Single(views, v => v.Element("ListControl") is not null);
            Assert.InRange(views.Descendants("TableColumnItem").Count(), 4, 6);
        });
    }

    [Fact]
    public void A_tables_headers_are_as_many_as_its_columns() =>
        Assert.All(Views().Where(v => v.Element("TableControl") is not null), v =>
            Assert.Equal(v.Descendants("TableColumnHeader").Count(), v.Descendants("TableColumnItem").Count()));

    [Fact]
    public void Every_property_a_view_names_exists() =>
        Assert.All(Views(), view =>
        {
            var type = Owners.Select(a => a.GetType(TypeNameOf(view))).OfType<Type>().Single();
            var named = view.Descendants("PropertyName").Select(e => e.Value)
                .Concat(view.Descendants("ScriptBlock").SelectMany(e => Member().Matches(e.Value.Split("ForEach-Object")[0])).Select(m => m.Groups[1].Value));
            Assert.All(named, n => Assert.True(Reach(type, n.Split('.')), $"{type.Name} has no {n}."));
        });

    [Fact]
    public void Every_table_has_four_to_six_columns_that_of_a_part_of_an_output_too() =>
        Assert.All(Views().GroupBy(TypeNameOf), type => Assert.InRange(type.Descendants("TableColumnItem").Count(), 4, 6));

    /// <summary>What a user sets there, NO_COLOR and a redirection are obeyed by PowerShell for these alone.</summary>
    [Fact]
    public void Colours_are_those_of_PSStyle()
    {
        var scripts = Formats.Descendants("ScriptBlock").Select(e => e.Value).ToArray();
        Assert.All(scripts, s => Assert.DoesNotMatch(@"`e|\\e\[|char\]\s*(27|0x1b)|ForegroundColor", s));
        Assert.All(scripts.Where(s => s.Contains("$PSStyle", StringComparison.Ordinal)), s =>
        {
            Assert.Contains("$PSStyle.Reset", s, StringComparison.Ordinal);
            // A pipe of the operating system's is not seen by PowerShell.
            Assert.Contains("[Console]::IsOutputRedirected", s, StringComparison.Ordinal);
        });
        Assert.Contains(scripts, s => s.Contains("$PSStyle.Formatting.Error", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', Formats.ToString());
    }

    private static IEnumerable<XElement> Views() => Formats.Descendants("View");

    private static string TypeNameOf(XElement view) => view.Descendants("TypeName").Single().Value;

    private static bool Reach(Type? type, string[] path) =>
        path.Length == 0 || (type?.GetProperty(path[0]) is { } property && (property.PropertyType.Assembly != Owners[1] || Reach(property.PropertyType, path[1..])));

    [GeneratedRegex(@"\$_\.([A-Za-z.]*[A-Za-z])")]
    private static partial Regex Member();
}
