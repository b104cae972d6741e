# Draws conclusion-curves-base_larger3.pdf, conclusion-curves-base_larger3.svg and conclusion-curves-base_larger3.png in the folder above from conclusion-curves-base_larger3.csv beside this script.
# By hand, in this folder: gnuplot conclusion-curves-base_larger3.gnuplot
set encoding utf8
set datafile separator ','
data = 'conclusion-curves-base_larger3.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,9.28cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../conclusion-curves-base_larger3.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,351 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../conclusion-curves-base_larger3.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,1096 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../conclusion-curves-base_larger3.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.256618
set bmargin at screen 0.655172; set tmargin at screen 0.935345
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.048:1.6480000000000001]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'noise, training' offset 0,-0.6
set xlabel 'β' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
plot data skip 1 every ::0::9 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::10::19 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::30::39 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::40::49 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::60::69 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::70::79 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::20::29 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::50::59 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::80::89 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.318971; set rmargin at screen 0.498529
set bmargin at screen 0.655172; set tmargin at screen 0.935345
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.1397:5.1497]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'blur, training' offset 0,-0.6
set xlabel 'β' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::90::99 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::100::109 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::120::129 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::130::139 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::150::159 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::160::169 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::110::119 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::140::149 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::170::179 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.740441
set bmargin at screen 0.655172; set tmargin at screen 0.935345
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.00043000000000000004:0.02057]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0.01' 0.01, '0.02' 0.02)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'FGSM, training' offset 0,-0.6
set xlabel 'β' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::180::185 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::186::191 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::198::203 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::204::209 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::216::221 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::222::227 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::192::197 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::210::215 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::228::233 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.802794; set rmargin at screen 0.982353
set bmargin at screen 0.655172; set tmargin at screen 0.935345
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
set logscale x
set xrange [17.41927179912161:2296.3072429937656]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('30' 30, '100' 100, '300' 300, '1000' 1000)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'LBFGS as run, training' offset 0,-0.6
set xlabel 'β' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::234::240 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::241::247 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::255::261 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::262::268 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::276::282 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::283::289 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::248::254 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::269::275 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::290::296 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.077059; set rmargin at screen 0.256618
set bmargin at screen 0.202586; set tmargin at screen 0.482759
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.048:1.6480000000000001]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'noise, evaluation' offset 0,-0.6
set xlabel 'β' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
plot data skip 1 every ::297::306 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::307::316 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::327::336 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::337::346 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::357::366 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::367::376 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::317::326 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::347::356 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::377::386 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.318971; set rmargin at screen 0.498529
set bmargin at screen 0.202586; set tmargin at screen 0.482759
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.1397:5.1497]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'blur, evaluation' offset 0,-0.6
set xlabel 'β' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::387::396 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::397::406 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::417::426 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::427::436 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::447::456 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::457::466 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::407::416 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::437::446 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::467::476 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.740441
set bmargin at screen 0.202586; set tmargin at screen 0.482759
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.00043000000000000004:0.02057]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0.01' 0.01, '0.02' 0.02)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'FGSM, evaluation' offset 0,-0.6
set xlabel 'β' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::477::482 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::483::488 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::495::500 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::501::506 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::513::518 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::519::524 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::489::494 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::507::512 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::525::530 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.802794; set rmargin at screen 0.982353
set bmargin at screen 0.202586; set tmargin at screen 0.482759
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
set logscale x
set xrange [17.41927179912161:2296.3072429937656]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('30' 30, '100' 100, '300' 300, '1000' 1000)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'LBFGS as run, evaluation' offset 0,-0.6
set xlabel 'β' offset 0,0.7
unset ylabel
unset label
set key at screen 0.5,0.094828 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'teacher base_larger3 after 200 of 2000 outer steps; report scale' at screen 0.5,0.021552 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::531::537 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::538::544 using 5:6 with lines linecolor rgb '#C98500' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::552::558 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::559::565 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::573::579 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::580::586 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 0.4 notitle, \
  data skip 1 every ::545::551 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::566::572 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::587::593 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  keyentry with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker title '10_gtn', \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker title 'gtn', \
  keyentry with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker title 'vanilla'
unset multiplot
unset output
}
