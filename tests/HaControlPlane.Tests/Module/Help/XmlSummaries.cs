using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HaControlPlane.Tests.Module.Help;

/// <summary>The summaries of the cmdlets' parameters, from the assembly's XML documentation.</summary>
internal static partial class XmlSummaries
{
    private static readonly Dictionary<string, XElement> Members = XDocument
        .Load(Path.ChangeExtension(ModuleMetadata.Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>The summary as plain text.</summary>
    public static string Of(PropertyInfo property) => Members.TryGetValue($"P:{property.DeclaringType!.FullName}.{property.Name}", out var member)
        ? Space().Replace(string.Concat(member.Element("summary")!.Nodes().Select(Text)), " ").Trim()
        : "";

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => Name().Match(see.Attribute("cref")!.Value).Value,
        XElement element => element.Value,
        _ => "",
    };

    [GeneratedRegex(@"[^.]+$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
