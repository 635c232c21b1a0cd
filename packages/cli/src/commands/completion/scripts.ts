import type { Node, OptionNode } from './command-tree.js';
import type { NameKind } from './names.js';

const flags = ({ long, short }: OptionNode): readonly string[] =>
  short === undefined ? [long] : [long, short];
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const key = ({ path }: Node): string => ['icf', ...path].join(' ');

/** The part that bash and zsh have in common: the candidates by the words before. */
function cases(tree: readonly Node[]): string {
  const values = tree.flatMap((node) =>
    node.options
      .filter((option) => option.values)
      .map((option) => {
        const pattern = flags(option)
          .map((flag) => quoted(`${key(node)} ${flag}`))
          .join('|');
        return `    ${pattern}) candidates=${quoted(option.values!.join(' '))}; files=${option.isFile ? 1 : 0}; names=${option.names ?? "''"}; return;;`;
      }),
  );
  const words = tree.map((node) => {
    const all = [...node.children.map(({ name }) => name), ...node.words, ...node.options.flatMap(flags)];
    return `    ${quoted(key(node))}) candidates=${quoted(all.join(' '))}; names=${node.names ?? "''"};;`;
  });
  const paths = tree.map((node) => quoted(key(node))).join('|');
  return `_icf_candidates() {
  # $1: the word before; the others: all words up to there
  local before="$1" command=icf word; shift; shift
  for word in "$@"; do
    case "$command $word" in ${paths}) command="$command $word";; esac
  done
  candidates=''; files=0; names=''
  case "$command $before" in
${values.join('\n')}
  esac
  case "$command" in
${words.join('\n')}
  esac
}
_icf_names() {
  # $1: the word so far, which is an option where it begins with a dash
  case "$1" in -*) return;; esac
  [ -z "$names" ] || candidates="$candidates $(icf completion bash --names "$names" 2>/dev/null | tr '\\n' ' ')"
}`;
}

const bash = (tree: readonly Node[]): string => `# icf completion for bash: source <(icf completion bash)
${cases(tree)}
_icf() {
  local candidates files names
  _icf_candidates "\${COMP_WORDS[COMP_CWORD-1]}" "\${COMP_WORDS[@]:0:COMP_CWORD}"
  _icf_names "\${COMP_WORDS[COMP_CWORD]}"
  if [ "$files" = 1 ]; then COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
  else COMPREPLY=($(compgen -W "$candidates" -- "\${COMP_WORDS[COMP_CWORD]}")); fi
}
complete -o bashdefault -F _icf icf
`;

const zsh = (tree: readonly Node[]): string => `#compdef icf
# icf completion for zsh: source <(icf completion zsh), or put it into a file _icf on your fpath
${cases(tree)}
_icf() {
  local candidates files names
  _icf_candidates "\${words[CURRENT-1]}" "\${(@)words[1,CURRENT-1]}"
  _icf_names "\${words[CURRENT]}"
  if [ "$files" = 1 ]; then _files; else compadd -- \${=candidates}; fi
}
compdef _icf icf
`;

const fishNames = (kind: NameKind): string => `(icf completion fish --names ${kind} 2>/dev/null)`;

function fish(tree: readonly Node[]): string {
  const lines = tree.flatMap((node) => {
    const at = `__icf_at ${node.path.join(' ')}`.trim();
    return [
      ...node.children.map(
        ({ name, about }) => `complete -c icf -f -n ${quoted(at)} -a ${name} -d ${quoted(about)}`,
      ),
      ...node.words.map((word) => `complete -c icf -f -n ${quoted(at)} -a ${word}`),
      ...(node.names ? [`complete -c icf -f -n ${quoted(at)} -a ${quoted(fishNames(node.names))}`] : []),
      ...node.options.map(({ long, short, about, values, names, isFile }) =>
        [
          `complete -c icf -n ${quoted(at)} -l ${long.slice(2)}`,
          short === undefined ? '' : ` -s ${short.slice(1)}`,
          values ? (isFile ? ' -r' : ` -x -a ${quoted(names ? fishNames(names) : values.join(' '))}`) : ' -f',
          ` -d ${quoted(about)}`,
        ].join(''),
      ),
    ];
  });
  const paths = tree.filter(({ path }) => path.length > 0).map(({ path }) => quoted(path.join(' ')));
  return `# icf completion for fish: icf completion fish | source
function __icf_at
  set -l command
  for word in (commandline -opc)[2..]
    if contains -- (string trim -- "$command $word") ${paths.join(' ')}
      set command (string trim -- "$command $word")
    end
  end
  test "$command" = "$argv"
end
${lines.join('\n')}
`;
}

/** The one table of shells. */
export const SHELLS = { bash, zsh, fish } as const satisfies Readonly<
  Record<string, (tree: readonly Node[]) => string>
>;
