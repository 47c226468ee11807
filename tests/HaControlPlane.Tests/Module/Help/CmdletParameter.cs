using System.Management.Automation;
using System.Reflection;
using static HaControlPlane.Tests.Module.ModuleMetadata;

namespace HaControlPlane.Tests.Module.Help;

/// <summary>A parameter as its attributes in one parameter set declare it.</summary>
internal sealed record CmdletParameter(PropertyInfo Property, string? Set, bool Mandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "String", [typeof(int)] = "Int32", [typeof(double)] = "Double", [typeof(bool)] = "Boolean",
    };

    public string Name => Property.Name;

    public bool IsSwitch => Property.PropertyType == typeof(SwitchParameter);

    public bool IsList => Property.PropertyType.IsArray;

    /// <summary>The type's name as PowerShell shows it.</summary>
    public string TypeName => NameOf(Property.PropertyType);

    public IEnumerable<string> Aliases => Data<AliasAttribute>(Property)
        .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)
        .Select(a => (string)a.Value!);

    /// <summary>What the pipeline gives it, in PowerShell's own words.</summary>
    public string Pipeline => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    public static IEnumerable<CmdletParameter> Of(Type command) => Parameters(command)
        .SelectMany(p => Data<ParameterAttribute>(p).Select(a => Read(p, a.NamedArguments.ToDictionary(n => n.MemberName, n => n.TypedValue.Value))));

    private static CmdletParameter Read(PropertyInfo property, Dictionary<string, object?> said) => new(
        property,
        (string?)said.GetValueOrDefault("ParameterSetName"),
        said.GetValueOrDefault("Mandatory") is true,
        (int?)said.GetValueOrDefault("Position"),
        said.GetValueOrDefault("ValueFromPipeline") is true,
        said.GetValueOrDefault("ValueFromPipelineByPropertyName") is true);

    private static string NameOf(Type type) =>
        type.IsArray ? NameOf(type.GetElementType()!) + "[]" : Keywords.GetValueOrDefault(Nullable.GetUnderlyingType(type) ?? type) ?? (Nullable.GetUnderlyingType(type) ?? type).Name;
}
