using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;
using YamlDotNet.Serialization.NamingConventions;

namespace HaControlPlane.Rendering;

/// <summary>Writes manifests as YAML that every reader, of YAML 1.1 or 1.2, reads back as the same values.</summary>
internal static partial class ManifestYaml
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .DisableAliases()
        .WithEventEmitter(next => new PlainOnlyWhenSure(next))
        .Build();

    public static string Write(object value) => Serializer.Serialize(value);

    /// <summary>One text as a value of a line.</summary>
    public static string Scalar(string text) => Serializer.Serialize(text).TrimEnd();

    /// <summary>
    /// Quotes a string unless it can be nothing but a string: it starts with a letter or a slash, holds no YAML syntax,
    /// and is no word that some YAML reads as true, false or null. <c>on</c>, <c>1.10</c>, <c>0x1F</c> and dates are quoted.
    /// </summary>
    private sealed partial class PlainOnlyWhenSure(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source is { Value: string text } && (!SurelyText().IsMatch(text) || OtherMeaning().IsMatch(text)))
            {
                eventInfo.Style = ScalarStyle.DoubleQuoted;
            }

            base.Emit(eventInfo, emitter);
        }

        [GeneratedRegex(@"\A[A-Za-z/]([A-Za-z0-9/._@:-]*[A-Za-z0-9/._-])?\z")]
        private static partial Regex SurelyText();

        [GeneratedRegex(@"\A(y|n|yes|no|on|off|true|false|null)\z", RegexOptions.IgnoreCase)]
        private static partial Regex OtherMeaning();
    }
}
