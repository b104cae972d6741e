# Draws conclusion-modes.pdf, conclusion-modes.svg and conclusion-modes.png in the folder above from conclusion-modes.csv beside this script.
# By hand, in this folder: gnuplot conclusion-modes.gnuplot
set encoding utf8
set datafile separator ','
data = 'conclusion-modes.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,9.61cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../conclusion-modes.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,363 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../conclusion-modes.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,1135 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../conclusion-modes.png'
  marker = 4.167
}
set multiplot
unset label
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.256618
set bmargin at screen 0.667014; set tmargin at screen 0.937565
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'noise, base_larger' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
plot data skip 1 every ::0::1 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::2::3 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::4::5 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::6::6 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::7::7 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::8::8 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::9::10 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::11::12 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::13::14 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.318971; set rmargin at screen 0.498529
set bmargin at screen 0.667014; set tmargin at screen 0.937565
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'blur, base_larger' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
plot data skip 1 every ::15::16 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::17::18 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::19::20 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::21::21 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::22::22 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::23::23 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::24::25 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::26::27 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::28::29 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.740441
set bmargin at screen 0.667014; set tmargin at screen 0.937565
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'fgsm, base_larger' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
plot data skip 1 every ::30::31 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::32::33 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::34::35 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::36::36 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::37::37 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::38::38 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::39::40 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::41::42 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::43::44 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.802794; set rmargin at screen 0.982353
set bmargin at screen 0.667014; set tmargin at screen 0.937565
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'lbfgs, base_larger' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
plot data skip 1 every ::45::46 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::47::48 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::49::50 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::51::51 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::52::52 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::53::53 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::54::55 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::56::57 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::58::59 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.077059; set rmargin at screen 0.256618
set bmargin at screen 0.229969; set tmargin at screen 0.50052
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'noise, base_larger3' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
plot data skip 1 every ::60::61 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::62::63 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::64::65 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::66::66 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::67::67 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::68::68 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::69::70 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::71::72 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::73::74 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.318971; set rmargin at screen 0.498529
set bmargin at screen 0.229969; set tmargin at screen 0.50052
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'blur, base_larger3' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
plot data skip 1 every ::75::76 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::77::78 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::79::80 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::81::81 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::82::82 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::83::83 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::84::85 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::86::87 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::88::89 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.740441
set bmargin at screen 0.229969; set tmargin at screen 0.50052
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'fgsm, base_larger3' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
plot data skip 1 every ::90::91 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::92::93 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::94::95 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::96::96 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::97::97 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::98::98 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::99::100 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::101::102 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::103::104 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.802794; set rmargin at screen 0.982353
set bmargin at screen 0.229969; set tmargin at screen 0.50052
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'lbfgs, base_larger3' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
set key at screen 0.5,0.125911 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'a line a learner type; teachers base_larger after 400 of 2000 outer steps, base_larger3 after 200 of 2000 outer steps;' at screen 0.5,0.055151 center font 'DejaVu Sans,7' textcolor rgb '#444444'
set label 'report scale' at screen 0.5,0.020812 center font 'DejaVu Sans,7' textcolor rgb '#444444'
plot data skip 1 every ::105::106 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::107::108 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::109::110 using 5:6 with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::111::111 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::112::112 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::113::113 using 5:6 with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::114::115 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::116::117 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::118::119 using 5:6 with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  keyentry with linespoints linecolor rgb '#E69F00' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker title '10_gtn', \
  keyentry with linespoints linecolor rgb '#0072B2' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker title 'gtn', \
  keyentry with linespoints linecolor rgb '#009E73' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker title 'vanilla'
unset multiplot
unset output
}
