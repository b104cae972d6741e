# Draws curriculum-rates-base_larger.pdf, curriculum-rates-base_larger.svg and curriculum-rates-base_larger.png in the folder above from curriculum-rates-base_larger.csv beside this script.
# By hand, in this folder: gnuplot curriculum-rates-base_larger.gnuplot
set encoding utf8
set datafile separator ','
data = 'curriculum-rates-base_larger.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,6.541cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../curriculum-rates-base_larger.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,247 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../curriculum-rates-base_larger.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,773 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../curriculum-rates-base_larger.png'
  marker = 4.167
}
set multiplot
unset label
unset key
set lmargin at screen 0.097059; set rmargin at screen 0.482353
set bmargin at screen 0.287418; set tmargin at screen 0.908271
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.07000000000000006:32.93]
set yrange [0.03728809628252878:0.0715691589032994]
set xtics out nomirror scale 0.6 offset 0,0.3 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0.04' 0.04, '0.045' 0.045, '0.05' 0.05, '0.055' 0.055, '0.06' 0.06, '0.065' 0.065, '0.07' 0.07)
set title 'learning rate' offset 0,-0.6
set xlabel 'inner step' offset 0,0.7
set ylabel 'learning rate' offset 0.7,0
plot data skip 1 every ::0::31 using 5:6 with linespoints linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 pointtype 11 pointsize 0.35*marker pointinterval 3 notitle
set lmargin at screen 0.597059; set rmargin at screen 0.982353
set bmargin at screen 0.287418; set tmargin at screen 0.908271
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.07000000000000006:32.93]
set yrange [0.40727332319502524:0.7211015005981319]
set xtics out nomirror scale 0.6 offset 0,0.3 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0.45' 0.45, '0.5' 0.5, '0.55' 0.55, '0.6' 0.6, '0.65' 0.65, '0.7' 0.7)
set title 'momentum' offset 0,-0.6
set xlabel 'inner step' offset 0,0.7
set ylabel 'momentum' offset 0.7,0
set key at screen 0.5,0.134536 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'teacher base_larger after 100 outer steps, quick scale' at screen 0.5,0.030576 center font 'DejaVu Sans,7' textcolor rgb '#444444'
plot data skip 1 every ::32::63 using 5:6 with linespoints linecolor rgb '#56B4E9' dashtype solid linewidth 1.2 pointtype 15 pointsize 0.35*marker pointinterval 3 notitle, \
  keyentry with linespoints linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 pointtype 11 pointsize 0.35*marker title 'learning rate', \
  keyentry with linespoints linecolor rgb '#56B4E9' dashtype solid linewidth 1.2 pointtype 15 pointsize 0.35*marker title 'momentum'
unset multiplot
unset output
}
