# Draws lbfgs-box.pdf, lbfgs-box.svg and lbfgs-box.png in the folder above from lbfgs-box.csv beside this script.
# By hand, in this folder: gnuplot lbfgs-box.gnuplot
set encoding utf8
set datafile separator ','
data = 'lbfgs-box.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,8.48cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../lbfgs-box.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,321 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../lbfgs-box.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,1002 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../lbfgs-box.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.982353
set bmargin at screen 0.221698; set tmargin at screen 0.929245
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.075:2.575]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1, '1.2' 1.2, '1.4' 1.4, '1.6' 1.6, '1.8' 1.8, '2' 2, '2.2' 2.2, '2.4' 2.4)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'evaluation mode' offset 0,-0.6
set xlabel 'L2 distance, grey levels' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
set key at screen 0.5,0.103774 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'base_larger, report scale' at screen 0.5,0.023585 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::0::50 using 5:6 with lines linecolor rgb '#008060' dashtype solid linewidth 1.2 notitle, \
  data skip 1 every ::58::108 using 5:6 with lines linecolor rgb '#005A9C' dashtype solid linewidth 1.2 notitle, \
  data skip 1 every ::51::57 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::109::115 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  keyentry with lines linecolor rgb '#008060' dashtype solid linewidth 1.2 title 'vanilla, L-BFGS', \
  keyentry with lines linecolor rgb '#444444' dashtype (8,6) linewidth 0.9 title '"LBFGS" as run', \
  keyentry with lines linecolor rgb '#005A9C' dashtype solid linewidth 1.2 title 'gtn, L-BFGS'
unset multiplot
unset output
}
