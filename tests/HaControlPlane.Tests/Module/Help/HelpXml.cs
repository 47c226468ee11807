using System.Text.RegularExpressions;
using System.Xml.Linq;
using static HaControlPlane.Tests.Module.ModuleMetadata;

namespace HaControlPlane.Tests.Module.Help;

/// <summary>The help file of the module, written from the cmdlets' pages, their attributes and their XML documentation.</summary>
internal static partial class HelpXml
{
    private const int EveryPosition = int.MaxValue;

    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Where it lies in the repository and, below the module's folder, when it is installed.</summary>
    public static string File { get; } = RepositoryRoot.Combine("en-US", "HaControlPlane.dll-Help.xml");

    public static string Write() => $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{new XElement(
        Root + "helpItems",
        new XAttribute("schema", "maml"),
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        ModuleMetadata.Commands.Select(Page)).ToString().ReplaceLineEndings("\n")}\n";

    private static XElement Page(Type command)
    {
        var page = CmdletPage.Read(NameOf(command));
        var parameters = CmdletParameter.Of(command).ToArray();
        return new XElement(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", NameOf(command)),
                Description(page.Synopsis),
                new XElement(Command + "verb", VerbOf(command)),
                new XElement(Command + "noun", NounOf(command))),
            Description([.. page.Description.DefaultIfEmpty(page.Synopsis)]),
            new XElement(Command + "syntax", Sets(command, parameters).Select(set => Syntax(command, parameters, set))),
            new XElement(
                Command + "parameters",
                parameters.DistinctBy(p => p.Name).OrderBy(p => p.Name, StringComparer.Ordinal).Select(Parameter),
                Asking(command)),
            new XElement(Command + "inputTypes", Inputs(parameters).Select(t => Typed(Command + "inputType", t, "From the pipeline."))),
            new XElement(Command + "returnValues", OutputTypes(command).Select((t, i) => Typed(Command + "returnValue", t.FullName!, i == 0 ? page.Output : ""))),
            new XElement(Command + "examples", page.Examples.Select((e, i) => new XElement(
                Command + "example",
                new XElement(Maml + "title", $"Example {i + 1}: {e.Title}"),
                new XElement(Dev + "code", e.Code),
                new XElement(Dev + "remarks", new XElement(Maml + "para"))))),
            new XElement(Command + "relatedLinks", new XElement(
                Maml + "navigationLink",
                new XElement(Maml + "linkText", "about_HaControlPlane"),
                new XElement(Maml + "uri"))));
    }

    private static IEnumerable<string?> Sets(Type command, IEnumerable<CmdletParameter> parameters)
    {
        var named = parameters.Select(p => p.Set).OfType<string>().Distinct().ToArray();
        var first = (string?)Named(command, "DefaultParameterSetName");
        return named.Length == 0 ? [null] : named.OrderByDescending(s => s == first);
    }

    private static XElement Syntax(Type command, IEnumerable<CmdletParameter> parameters, string? set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", NameOf(command)),
        parameters.Where(p => p.Set is null || p.Set == set)
            .OrderBy(p => p.Position ?? EveryPosition).ThenByDescending(p => p.Mandatory)
            .Select(Parameter),
        Asking(command));

    /// <summary>What ShouldProcess brings; no property declares it.</summary>
    private static IEnumerable<XElement> Asking(Type command) => Named(command, "SupportsShouldProcess") is not true
        ? []
        :
        [
            Parameter("Confirm", "Asks before each change.", "SwitchParameter", "cf"),
            Parameter("WhatIf", "Shows what would be changed, and changes nothing.", "SwitchParameter", "wi"),
        ];

    private static XElement Parameter(CmdletParameter parameter) => Parameter(
        parameter.Name,
        XmlSummaries.Of(parameter.Property),
        parameter.TypeName,
        string.Join(", ", parameter.Aliases.DefaultIfEmpty("none")),
        parameter);

    private static XElement Parameter(string name, string description, string type, string aliases, CmdletParameter? parameter = null) => new(
        Command + "parameter",
        new XAttribute("required", parameter is { Mandatory: true } ? "true" : "false"),
        new XAttribute("variableLength", parameter is { IsList: true } ? "true" : "false"),
        new XAttribute("globbing", parameter is { Name: "Path", IsList: true } ? "true" : "false"),
        new XAttribute("pipelineInput", parameter?.Pipeline ?? "False"),
        new XAttribute("position", parameter?.Position is { } position ? $"{position}" : "named"),
        new XAttribute("aliases", aliases),
        new XElement(Maml + "name", name),
        Description(description),
        parameter is null or { IsSwitch: true } ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", parameter.IsList ? "true" : "false"), type),
        parameter is not null && (Nullable.GetUnderlyingType(parameter.Property.PropertyType) ?? parameter.Property.PropertyType) is { IsEnum: true } values
            ? new XElement(Command + "parameterValueGroup", Enum.GetNames(values).Select(v => new XElement(Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), v)))
            : null,
        new XElement(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", Default().Match(description).Groups[1].Value));

    /// <summary>As the descriptions say it: "Default 60.", "Default: the address."</summary>
    [GeneratedRegex(@"\bDefault:? (.+?)\.(?= |$)")]
    private static partial Regex Default();

    private static IEnumerable<string> Inputs(IEnumerable<CmdletParameter> parameters) => parameters
        .Where(p => p.ByValue)
        .Select(p => (p.Property.PropertyType.GetElementType() ?? p.Property.PropertyType).FullName!)
        .Distinct()
        .DefaultIfEmpty("None");

    private static XElement Typed(XName name, string type, string description) => new(
        name, new XElement(Dev + "type", new XElement(Maml + "name", type)), Description(type == "None" ? "" : description));

    private static XElement Description(params string[] paragraphs) => new(Maml + "description", paragraphs.Select(p => new XElement(Maml + "para", p)));
}
