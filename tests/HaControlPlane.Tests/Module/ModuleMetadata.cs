using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HaControlPlane.Commands;

namespace HaControlPlane.Tests.Module;

/// <summary>
/// The module as its metadata, manifest and format file declare it. Attributes are read as data: the PowerShell assembly
/// here is a stub whose attributes keep nothing.
/// </summary>
internal static partial class ModuleMetadata
{
    public static Assembly Assembly { get; } = typeof(NewControlPlaneNodeCommand).Assembly;

    public static string Manifest { get; } = File.ReadAllText(RepositoryRoot.Combine("HaControlPlane.psd1"));

    public static XDocument Formats { get; } = XDocument.Load(RepositoryRoot.Combine("src", "HaControlPlane", "HaControlPlane.Format.ps1xml"));

    public static string StagedFolder { get; } =
        RepositoryRoot.Combine("out", "HaControlPlane", Assembly.GetName().Version!.ToString(3));

    public static IReadOnlyList<Type> Commands { get; } =
        [.. Assembly.GetTypes().Where(t => Data<CmdletAttribute>(t).Any()).OrderBy(NameOf, StringComparer.Ordinal)];

    public static IEnumerable<string> ExportedCmdlets => CmdletName().Matches(ManifestBlock("CmdletsToExport")).Select(m => m.Groups[1].Value);

    public static string VerbOf(Type command) => (string)Data<CmdletAttribute>(command).Single().ConstructorArguments[0].Value!;

    public static string NounOf(Type command) => (string)Data<CmdletAttribute>(command).Single().ConstructorArguments[1].Value!;

    public static string NameOf(Type command) => $"{VerbOf(command)}-{NounOf(command)}";

    public static object? Named(Type command, string argument) =>
        Data<CmdletAttribute>(command).Single().NamedArguments.SingleOrDefault(a => a.MemberName == argument).TypedValue.Value;

    public static IEnumerable<Type> OutputTypes(Type command) =>
        Data<OutputTypeAttribute>(command)
            .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)
            .Select(a => (Type)a.Value!)
            .Distinct();

    public static IEnumerable<PropertyInfo> Parameters(Type command) =>
        command.GetProperties().Where(p => Data<ParameterAttribute>(p).Any());

    public static IEnumerable<CustomAttributeData> Data<T>(MemberInfo member) =>
        member.GetCustomAttributesData().Where(a => a.AttributeType == typeof(T));

    public static string ManifestBlock(string key) => Regex.Match(Manifest, $@"{key}\s*=\s*@\(([^)]*)\)").Groups[1].Value;

    [GeneratedRegex("'([A-Za-z]+-[A-Za-z]+)'")]
    private static partial Regex CmdletName();
}
