import Testing

@testable import Figures

@Suite("Tables and LaTeX variables")
struct TableTests {
  let table: Table
  init() throws {
    table = try Table(
      columns: ["learner", "accuracy", "note"],
      rows: [["base_larger", "0.97 ± 0.01", "a|b, \"c\""], ["10_gtn", "−1", "50% & {x}\\"]])
  }

  @Test("Markdown: markup escaped, columns padded, numbers at the right")
  func markdown() {
    #expect(
      table.markdown() == #"""
        | learner      |    accuracy | note        |
        | ------------ | ----------: | ----------- |
        | base\_larger | 0.97 ± 0.01 | a\|b, "c"   |
        | 10\_gtn      |          −1 | 50% & {x}\\ |

        """#)
  }

  @Test("LaTeX: booktabs, special characters escaped")
  func latex() {
    #expect(
      table.latex() == #"""
        \begin{tabular}{lrl}
          \toprule
          learner & accuracy & note \\
          \midrule
          base\_larger & 0.97 $\pm$ 0.01 & a|b, "c" \\
          10\_gtn & $-$1 & 50\% \& \{x\}\textbackslash{} \\
          \bottomrule
        \end{tabular}

        """#)
  }

  @Test("LaTeX: a hyphen before digits is a minus sign, and no other")
  func latexMinus() throws {
    let rows = try Table(columns: ["a"], rows: [["-0.013"], ["10-conclusion"], ["-"]]).latex().split(
      separator: "\n")
    #expect(rows[4...6] == [#"  $-$0.013 \\"#, #"  10-conclusion \\"#, #"  - \\"#])
  }

  @Test("CSV: commas, quotes and line ends quoted")
  func csv() throws {
    #expect(
      table.csv() == """
        learner,accuracy,accuracy sd,note
        base_larger,0.97,0.01,"a|b, ""c""\"
        10_gtn,-1,,50% & {x}\\

        """)
    let effects = try Table(
      columns: ["effect", "interval", "p", "none"],
      rows: [["−0.27 [−0.29, −0.25]", "−0.29 to +0.02", "–", "–"], ["+0.1", "–", "0.05", "–"]])
    #expect(
      effects.csv() == """
        effect,effect low,effect high,interval low,interval high,p,none
        -0.27,-0.29,-0.25,-0.29,0.02,,–
        0.1,,,,,0.05,–

        """)
    #expect(try Table(columns: ["a"], rows: [["x\ny"]]).csv() == "a\n\"x\ny\"\n")
  }

  @Test("a ragged row is named")
  func ragged() {
    #expect(
      Samples.message { _ = try Table(columns: ["a", "b"], rows: [["1", "2"], ["1"]]) }
        == "row 1 of the table has 1 cells for 2 columns")
    #expect(Samples.message { _ = try Table(columns: [], rows: []) }.hasPrefix("the table has no columns"))
  }

  @Test("every character that LaTeX minds is escaped")
  func escapes() {
    #expect(#"\{}$&#_%~^"#.latex == ##"\textbackslash{}\{\}\$\&\#\_\%\textasciitilde{}\textasciicircum{}"##)
    #expect("β ≤ 2 × 3 ≥ 1\u{202F}s\u{A0}a\nb".latex == #"$\beta$ $\le$ 2 $\times$ 3 $\ge$ 1\,s~a b"#)
  }

  @Test("variables are sorted definitions of plain text")
  func variables() throws {
    var variables = LatexVariables()
    try variables.define("trials", as: "5")
    try variables.define("noiseAccuracy", as: "97.9 %")
    #expect(variables.text() == "\\newcommand{\\noiseAccuracy}{97.9 \\%}\n\\newcommand{\\trials}{5}\n")
    #expect(
      Samples.message { try variables.define("trials", as: "6") }.contains("\"trials\" is defined twice"))
    #expect(variables.text().contains("{5}"))
  }

  @Test("variables are named by letters alone", arguments: ["", "a1", "a b", "é", "a_b", "\\a"])
  func variableNames(name: String) {
    var variables = LatexVariables()
    #expect(Samples.message { try variables.define(name, as: "") }.contains("cannot name a LaTeX variable"))
  }
}
