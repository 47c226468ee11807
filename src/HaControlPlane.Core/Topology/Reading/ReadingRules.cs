using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Reading;

/// <summary>What can be wrong with a topology file before its values mean anything.</summary>
internal static class ReadingRules
{
    private const string WholeFile = "Nothing of the file can be used.";
    private const string DefaultTaken = "The value cannot be used; the key's default was taken to go on checking.";

    public static RuleInfo Unreadable { get; } = new(
        "HCP001", Error, "The topology file can be read.",
        WholeFile,
        "Check the path and its permissions.");

    public static RuleInfo TooLarge { get; } = new(
        "HCP002", Error, "The topology file is at most 1 MiB.",
        WholeFile + " A thousand nodes take less than 200 KiB.",
        "Check that this is the right file.");

    public static RuleInfo Empty { get; } = new(
        "HCP003", Error, "The topology file is not empty.",
        WholeFile,
        "Start from what hacp init writes, or from one of the files in examples/.");

    public static RuleInfo Syntax { get; } = new(
        "HCP004", Error, "The topology file is YAML.",
        "What follows the mistake cannot be told apart.",
        "Correct the line.",
        "https://yaml.org/spec/1.2.2/");

    public static RuleInfo SeveralDocuments { get; } = new(
        "HCP005", Error, "The file holds one YAML document.",
        "One file declares one topology; a second one would be passed over in silence.",
        "Put each topology into a file of its own.");

    public static RuleInfo DuplicateKey { get; } = new(
        "HCP006", Error, "A key is given once.",
        "Two values were meant for one thing, and only one of them can hold.",
        "Delete one of the two.",
        "https://yaml.org/spec/1.2.2/#mapping");

    public static RuleInfo UnknownKey { get; } = new(
        "HCP007", Error, "Every key is a known one.",
        "A misspelt key would leave its default in force without a word.",
        "Correct or delete the key.");

    public static RuleInfo MissingKey { get; } = new(
        "HCP008", Error, "Every required key is there.",
        "There is no default that could be right.",
        "Add the key.");

    public static RuleInfo WrongType { get; } = new(
        "HCP009", Error, "A value is of the kind its key needs: text, a list or a mapping.",
        DefaultTaken,
        "Correct the value.");

    public static RuleInfo WrongValue { get; } = new(
        "HCP010", Error, "A value can be understood: a number, an address, a range, one of a few words.",
        DefaultTaken,
        "Correct the value.");

    public static RuleInfo TooComplex { get; } = new(
        "HCP011", Error, "A file stays small when its aliases are written out.",
        "Nested aliases can make a few lines stand for millions of values.",
        "Write the values out.",
        "https://yaml.org/spec/1.2.2/#3222-anchors-and-aliases");

    public static RuleInfo ForeignTag { get; } = new(
        "HCP012", Error, "No value carries a tag of another tool.",
        "A tag such as !vault asks for a program that is not here; the text behind it is not the value that was meant.",
        "Replace it by the value itself.");

    /// <summary>All of them, for the catalogue.</summary>
    public static IReadOnlyList<RuleInfo> All { get; } =
    [
        Unreadable, TooLarge, Empty, Syntax, SeveralDocuments, DuplicateKey,
        UnknownKey, MissingKey, WrongType, WrongValue, TooComplex, ForeignTag,
    ];
}
